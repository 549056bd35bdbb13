import { Injectable, Logger } from '@nestjs/common';
import { CallErasureService } from '../calls/erasure/call-erasure.service.js';
import { DomainError } from '../common/domain-error.js';
import type { Traces } from '../common/personal-data.js';
import { PlanClock } from '../common/time/plan-clock.service.js';
import { toDatabaseError } from '../database/database.errors.js';
import { HoldsService } from '../retention/holds.service.js';
import { addCounts, type Erasure, type ErasureStep, type Subject } from './erasure.js';
import { HeldErasure, NotMineError } from './held-erasure.service.js';
import { ErasuresRepository } from './erasures.repository.js';
import { LookElsewhere } from './look-elsewhere.service.js';
import { PersonalCollections } from './personal-collections.service.js';
import { accountOf, callsToFind, writtenUntil, tracesOf } from './traces-of.js';

/** How soon it is looked whether calls have ended. */
const WAIT_MS = 5_000;
const AFTER_FAILURE_MS = 30_000;
/** How soon it is looked whether calls are on hold no more. */
export const HOLD_MS = 600_000;
/** How soon it is looked whether Twilio has deleted what it is to delete. */
export const ELSEWHERE_MS = 300_000;
/** So long after all was erased somebody may still write what was read before. */
export const LATE_MS = 120_000;

/** How calls were found: those that go on, those that are left, and those that were erased. */
interface Found {
  going: number;
  onHold: number;
  erased: number;
  /** Why one of them could not be ended. */
  problem?: string;
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
    private readonly planClock: PlanClock,
  ) {}

  /** Goes on with an erasure that was claimed, as far as that is possible now. Never fails. */
  async goOn(erasure: Erasure, stopping?: AbortSignal): Promise<void> {
    const held = new HeldErasure(this.erasures, this.planClock, erasure, stopping);
    await held.whileRenewed(() => this.goOnWith(held));
  }

  private async goOnWith(held: HeldErasure): Promise<void> {
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

  private async eraseAccount(held: HeldErasure, next: ErasureStep): Promise<void> {
    const { whose = NOBODY, requestedAt } = held.erasure;
    await this.eraseBatch(held, accountOf(whose, requestedAt), next);
  }

  /** Leaves the step once none goes on that was asked for before. */
  private async eraseCalls(held: HeldErasure): Promise<void> {
    const { going, onHold, problem } = await this.eraseWhatIsThere(held);
    const seen = { ...held.erasure, ...NO_WAIT, onHold };
    if (going === 0) return held.save({ ...seen, step: 'rest' });
    await held.pause({ ...seen, waitingFor: going, problem }, WAIT_MS);
  }

  /** All calls that have ended and are not on hold: none is put on hold any more with which it has begun. */
  private async eraseWhatIsThere(held: HeldErasure): Promise<Found> {
    const { id: erasureId, whose = NOBODY, requestedAt } = held.erasure;
    const found: Found = { going: 0, onHold: 0, erased: 0 };
    for await (const calls of this.calls.find(callsToFind(whose), writtenUntil(requestedAt))) {
      const { ended, going, problem } = await this.calls.end(calls);
      const onHold = await this.holds.claimForErasure(
        ended.map(({ id }) => id),
        erasureId,
      );
      const free = ended.filter(({ id }) => !onHold.has(id));
      found.going += going;
      found.onHold += onHold.size;
      found.erased += free.length;
      if (problem !== undefined) found.problem = problem;
      if (free.length > 0) await this.eraseBatch(held, tracesOf(free), held.erasure.step);
    }
    return found;
  }

  /**
   * Once more all of it, when nobody writes any more what was read before, and calls that were being stored are; until
   * there is nothing. Then it is done, but for what is on hold.
   */
  private async eraseLate(held: HeldErasure): Promise<void> {
    const { id, lateAt, whose = NOBODY, requestedAt } = held.erasure;
    if (!lateAt) return held.pause({ ...held.erasure, lateAt: held.in(LATE_MS) }, LATE_MS);
    if (lateAt > held.in(0)) return held.pause(held.erasure, Number(lateAt) - Number(held.in(0)));
    const { going, onHold, erased } = await this.eraseWhatIsThere(held);
    const waiting = { ...NO_WAIT, onHold };
    if (going + erased > 0) return held.pause({ ...held.erasure, ...waiting, step: 'calls' }, 0);
    await this.collections.erase({ ...accountOf(whose, requestedAt), erasureId: id });
    const problem = await this.eraseAgain(held);
    if (problem) return held.pause({ ...held.erasure, ...waiting, lateAt, problem }, ELSEWHERE_MS);
    if (onHold > 0) return held.pause({ ...held.erasure, ...waiting, step: 'calls' }, HOLD_MS);
    await this.finish(held);
  }

  /** What came of calls that are erased, and what nobody here was told of; answers why that is not all gone at Twilio. */
  private async eraseAgain(held: HeldErasure): Promise<string | undefined> {
    const { id, isLooked = false } = held.erasure;
    const look = new LookElsewhere(this.collections);
    let elsewhere = 0;
    for await (const calls of this.calls.findErased(id)) {
      await this.collections.erase({ ...tracesOf(calls), erasureId: id });
      if (!isLooked) await look.ask(calls.filter(({ recordingEnabled }) => recordingEnabled));
      elsewhere += await this.collections.countElsewhere(tracesOf(calls));
      await held.save(held.erasure);
    }
    if (look.unknown === 0) await held.save({ ...held.erasure, isLooked: true });
    if (elsewhere > 0) return `${elsewhere} recordings could not be deleted at Twilio yet`;
    return look.unknown > 0
      ? `Twilio has not told of the recordings of ${look.unknown} calls yet`
      : undefined;
  }

  private async eraseBatch(held: HeldErasure, traces: Traces, next: ErasureStep): Promise<void> {
    const counts = await this.collections.count(traces);
    // Of calls that are erased now Twilio was not asked yet.
    const isLooked = traces.callIds.length > 0 ? undefined : held.erasure.isLooked;
    await held.save({ ...held.erasure, batch: { traces, counts, next }, isLooked });
    await this.finishBatch(held);
  }

  private async finishBatch(held: HeldErasure): Promise<void> {
    const { batch, ...erasure } = held.erasure;
    if (!batch) return;
    await this.collections.erase({ ...batch.traces, erasureId: erasure.id });
    await held.save({ ...erasure, erased: addCounts(erasure.erased, batch.counts), step: batch.next });
  }

  /** What is left tells nothing of whose it was. */
  private async finish(held: HeldErasure): Promise<void> {
    const { whose: _whose, open: _open, nextAt: _nextAt, isLooked: _looked, ...rest } = held.erasure;
    await held.replace({ ...rest, ...NO_WAIT, step: 'done', finishedAt: held.in(0) });
  }

  private async failed(held: HeldErasure, error: unknown): Promise<void> {
    const { erasure } = held;
    const expected = toDatabaseError(error) ?? error;
    const problem =
      expected instanceof DomainError ? expected.message : 'It failed unexpectedly: the log tells why';
    this.logger.warn(`Erasure ${erasure.id} waits: ${problem}`, error);
    const later = { ...erasure, problem, nextAt: held.in(AFTER_FAILURE_MS) };
    // Where this fails too, it is gone on with when the lease ends.
    await this.erasures.replace(later).catch(() => null);
  }
}
