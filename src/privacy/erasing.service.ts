import { Injectable, Logger } from '@nestjs/common';
import { CallErasureService } from '../calls/erasure/call-erasure.service.js';
import { DomainError } from '../common/domain-error.js';
import type { Traces } from '../common/personal-data.js';
import { Clock } from '../common/time/clock.service.js';
import { toDatabaseError } from '../database/database.errors.js';
import { addCounts, type Erasure, type ErasureStep, type Subject } from './erasure.js';
import { ErasuresRepository } from './erasures.repository.js';
import { accountOf, callsToFind, tracesOf } from './traces-of.js';
import { PersonalCollections } from './personal-collections.service.js';

/** Longer than anything of one batch takes, Twilio's slowness included. */
export const LEASE_MS = 300_000;
/** How soon it is looked whether calls have ended. */
const WAIT_MS = 5_000;
const AFTER_FAILURE_MS = 30_000;

/** Another instance goes on with it, or this one is to stop. */
class NotMineError extends Error {}

/** An erasure that is in hand. Each of its writes is refused once another instance has it. */
interface Held {
  erasure: Erasure;
  holder: string;
  stopping: AbortSignal | undefined;
}

const NOBODY: Subject = { kind: 'user', handles: [], numbers: [] };

/** Without all that tells whose it was. */
const doneAt = (
  {
    whose: _whose,
    nextAt: _nextAt,
    waitingFor: _waiting,
    problem: _problem,
    holder: _holder,
    ...rest
  }: Erasure,
  finishedAt: Date,
): Erasure => ({ ...rest, step: 'done', finishedAt });

/** Erases somebody, batch by batch: each is stored with its counts before anything of it is erased, and taken up again after a crash. */
@Injectable()
export class ErasingService {
  private readonly logger = new Logger('Privacy');

  constructor(
    private readonly erasures: ErasuresRepository,
    private readonly collections: PersonalCollections,
    private readonly calls: CallErasureService,
    private readonly clock: Clock,
  ) {}

  /** Goes on with an erasure that was claimed, as far as that is possible now. Never fails. */
  async goOn(erasure: Erasure, holder: string, stopping?: AbortSignal): Promise<void> {
    const held = { erasure, holder, stopping };
    try {
      await this.finishBatch(held);
      if (held.erasure.step === 'account') await this.eraseAccount(held, 'calls');
      if (held.erasure.step === 'calls' && !(await this.eraseCalls(held))) return;
      if (held.erasure.step === 'rest') await this.eraseAccount(held, 'done');
    } catch (error) {
      if (!(error instanceof NotMineError)) await this.failed(held, error);
    }
  }

  private async eraseAccount(held: Held, next: ErasureStep): Promise<void> {
    await this.eraseBatch(held, accountOf(held.erasure.whose ?? NOBODY), next);
  }

  /** Whether none is left that was asked for before. */
  private async eraseCalls(held: Held): Promise<boolean> {
    const { whose = NOBODY, requestedAt } = held.erasure;
    let going = 0;
    let trouble: string | undefined;
    for await (const calls of this.calls.find(callsToFind(whose), new Date(requestedAt.getTime() + 1))) {
      const { ended, going: more, problem } = await this.calls.end(calls);
      going += more;
      trouble = problem ?? trouble;
      if (ended.length > 0) await this.eraseBatch(held, tracesOf(ended), 'calls');
    }
    if (going === 0) {
      await this.save(held, { ...held.erasure, step: 'rest', waitingFor: undefined, problem: undefined });
      return true;
    }
    const nextAt = this.in(WAIT_MS);
    await this.save(held, { ...held.erasure, waitingFor: going, problem: trouble, nextAt }, false);
    return false;
  }

  private async eraseBatch(held: Held, traces: Traces, next: ErasureStep): Promise<void> {
    const counts = await this.collections.count(traces);
    await this.save(held, { ...held.erasure, batch: { traces, counts, next } });
    await this.finishBatch(held);
  }

  private async finishBatch(held: Held): Promise<void> {
    const { batch, ...erasure } = held.erasure;
    if (!batch) return;
    await this.collections.erase(batch.traces);
    const after = { ...erasure, erased: addCounts(erasure.erased, batch.counts), step: batch.next };
    if (batch.next === 'done') await this.save(held, doneAt(after, this.in(0)), false);
    else await this.save(held, after);
  }

  /** Throws NotMineError, also where it is to stop: what is stored then is gone on with by another one. */
  private async save(held: Held, erasure: Erasure, isGoingOn = true): Promise<void> {
    const next = isGoingOn ? { ...erasure, nextAt: this.in(LEASE_MS) } : erasure;
    if (!(await this.erasures.replace(next, held.holder))) throw new NotMineError();
    held.erasure = next;
    if (!isGoingOn || !held.stopping?.aborted) return;
    await this.erasures.replace({ ...next, nextAt: this.in(0) }, held.holder);
    throw new NotMineError();
  }

  private async failed({ erasure, holder }: Held, error: unknown): Promise<void> {
    const expected = toDatabaseError(error) ?? error;
    const problem =
      expected instanceof DomainError ? expected.message : 'It failed unexpectedly: the log tells why';
    this.logger.warn(`Erasure ${erasure.id} waits: ${problem}`, error);
    const later = { ...erasure, problem, nextAt: this.in(AFTER_FAILURE_MS) };
    // Where this fails too, it is gone on with when the lease ends.
    await this.erasures.replace(later, holder).catch(() => false);
  }

  private in(ms: number): Date {
    return new Date(this.clock.wall() + ms);
  }
}
