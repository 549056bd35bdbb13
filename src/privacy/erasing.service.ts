import { Injectable, Logger } from '@nestjs/common';
import { CallErasureService } from '../calls/erasure/call-erasure.service.js';
import { DomainError } from '../common/domain-error.js';
import type { Traces } from '../common/personal-data.js';
import { Clock } from '../common/time/clock.service.js';
import { toDatabaseError } from '../database/database.errors.js';
import { HoldsService } from '../retention/holds.service.js';
import { addCounts, type Erasure, type ErasureStep, type Subject } from './erasure.js';
import { ErasuresRepository } from './erasures.repository.js';
import { PersonalCollections } from './personal-collections.service.js';
import { accountOf, callsToFind, tracesOf } from './traces-of.js';

/** Longer than anything of one batch takes, Twilio's slowness included. */
export const LEASE_MS = 300_000;
/** How soon it is looked whether calls have ended. */
const WAIT_MS = 5_000;
const AFTER_FAILURE_MS = 30_000;
/** How soon it is looked whether calls are on hold no more. */
export const HOLD_MS = 3_600_000;
/** So long after all was erased somebody may still write what was read before. */
export const LATE_MS = 120_000;

/** Another instance goes on with it, or this one is to stop. */
class NotMineError extends Error {}

/** An erasure that is in hand. Each of its writes is refused once another instance has it. */
interface Held {
  erasure: Erasure;
  holder: string;
  stopping: AbortSignal | undefined;
}

const NOBODY: Subject = { kind: 'user', handles: [], numbers: [] };

/** What it waits for, or waited for. */
const NO_WAIT = { waitingFor: undefined, onHold: undefined, lateAt: undefined, problem: undefined };

/** Erases somebody, batch by batch: each is stored with its counts before anything of it is erased, and taken up again after a crash. */
@Injectable()
export class ErasingService {
  private readonly logger = new Logger('Privacy');

  constructor(
    private readonly erasures: ErasuresRepository,
    private readonly collections: PersonalCollections,
    private readonly calls: CallErasureService,
    private readonly holds: HoldsService,
    private readonly clock: Clock,
  ) {}

  /** Goes on with an erasure that was claimed, as far as that is possible now. Never fails. */
  async goOn(erasure: Erasure, holder: string, stopping?: AbortSignal): Promise<void> {
    const held = { erasure, holder, stopping };
    try {
      await this.finishBatch(held);
      if (held.erasure.step === 'account') await this.eraseAccount(held, 'calls');
      if (held.erasure.step === 'calls') await this.eraseCalls(held);
      if (held.erasure.step === 'rest') await this.eraseAccount(held, 'late');
      if (held.erasure.step === 'late') await this.eraseLate(held);
    } catch (error) {
      if (!(error instanceof NotMineError)) await this.failed(held, error);
    }
  }

  private async eraseAccount(held: Held, next: ErasureStep): Promise<void> {
    await this.eraseBatch(held, accountOf(held.erasure.whose ?? NOBODY), next);
  }

  /** Leaves the step once none goes on that was asked for before. */
  private async eraseCalls(held: Held): Promise<void> {
    const { whose = NOBODY, requestedAt } = held.erasure;
    let [going, onHold] = [0, 0];
    let trouble: string | undefined;
    for await (const calls of this.calls.find(callsToFind(whose), new Date(requestedAt.getTime() + 1))) {
      const { ended, going: more, problem } = await this.calls.end(calls);
      const kept = await this.holds.heldAmong(ended.map(({ id }) => id));
      const free = ended.filter(({ id }) => !kept.has(id));
      going += more;
      onHold += kept.size;
      trouble = problem ?? trouble;
      if (free.length > 0) await this.eraseBatch(held, tracesOf(free), 'calls');
    }
    const seen = { ...held.erasure, ...NO_WAIT, ...(onHold > 0 && { onHold }) };
    if (going === 0) return this.save(held, { ...seen, step: 'rest' });
    await this.pause(held, { ...seen, waitingFor: going, problem: trouble }, this.in(WAIT_MS));
  }

  /** Once more all of it, when nobody writes any more what was read before; then it is done, but for what is on hold. */
  private async eraseLate(held: Held): Promise<void> {
    const { id, lateAt, whose = NOBODY, onHold } = held.erasure;
    if (!lateAt) return this.pause(held, { ...held.erasure, lateAt: this.in(LATE_MS) }, this.in(LATE_MS));
    if (lateAt > this.in(0)) return this.pause(held, held.erasure, lateAt);
    await this.collections.erase({ ...accountOf(whose), erasureId: id });
    let elsewhere = 0;
    for await (const calls of this.calls.findErased(id)) {
      await this.collections.erase({ ...tracesOf(calls), erasureId: id });
      elsewhere += await this.collections.countElsewhere(tracesOf(calls));
      await this.save(held, held.erasure);
    }
    if (elsewhere > 0) {
      const problem = `${elsewhere} recordings could not be deleted at Twilio yet`;
      return this.pause(held, { ...held.erasure, problem }, this.in(AFTER_FAILURE_MS));
    }
    if (onHold)
      return this.pause(held, { ...held.erasure, ...NO_WAIT, onHold, step: 'calls' }, this.in(HOLD_MS));
    await this.finish(held);
  }

  private async eraseBatch(held: Held, traces: Traces, next: ErasureStep): Promise<void> {
    const counts = await this.collections.count(traces);
    await this.save(held, { ...held.erasure, batch: { traces, counts, next } });
    await this.finishBatch(held);
  }

  private async finishBatch(held: Held): Promise<void> {
    const { batch, ...erasure } = held.erasure;
    if (!batch) return;
    await this.collections.erase({ ...batch.traces, erasureId: erasure.id });
    await this.save(held, { ...erasure, erased: addCounts(erasure.erased, batch.counts), step: batch.next });
  }

  /** What is left tells nothing of whose it was. */
  private async finish(held: Held): Promise<void> {
    const { whose: _whose, nextAt: _nextAt, holder: _holder, ...rest } = { ...held.erasure, ...NO_WAIT };
    await this.replace(held, { ...rest, step: 'done', finishedAt: this.in(0) });
  }

  private pause(held: Held, erasure: Erasure, nextAt: Date): Promise<void> {
    return this.replace(held, { ...erasure, nextAt });
  }

  /** Throws NotMineError, also where it is to stop: what is stored then is gone on with by another one. */
  private async save(held: Held, erasure: Erasure): Promise<void> {
    await this.replace(held, { ...erasure, nextAt: this.in(LEASE_MS) });
    if (!held.stopping?.aborted) return;
    await this.pause(held, held.erasure, this.in(0));
    throw new NotMineError();
  }

  private async replace(held: Held, erasure: Erasure): Promise<void> {
    if (!(await this.erasures.replace(erasure, held.holder))) throw new NotMineError();
    held.erasure = erasure;
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
