import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../common/time/clock.service.js';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { CallEventsService } from '../events/call-events.service.js';
import type { Call, CallOver } from '../model/call.js';
import { canceledBeforeDialled, NOT_TAKEN } from '../model/not-taken.js';
import { CallsRepository } from '../model/calls.repository.js';

const AGAIN_MS = 500;
/** How long a client is kept waiting for what is sure. What is stored later than that is never dialled. */
export const SURE_MS = 30_000;

/** The calls of which it is not known whether they are stored: who is told of a failure asks for another one. */
@Injectable()
export class UnheardCallsService implements BeforeApplicationShutdown {
  private readonly logger = new Logger(UnheardCallsService.name);
  private isOver = false;

  constructor(
    private readonly calls: CallsRepository,
    private readonly events: CallEventsService,
    private readonly planClock: PlanClock,
    private readonly clock: Clock,
  ) {}

  beforeApplicationShutdown(): void {
    this.isOver = true;
  }

  /**
   * Ends the call, unless somebody was called already: then it is taken. Answers false once it is sure that it is not
   * dialled, and at the latest after 30 seconds; then it goes on until that is sure, or the process ends. Never fails.
   */
  async isTaken(call: Call): Promise<boolean> {
    let isTaken = false;
    const isSure = this.untilSure(call, false).then((found) => (isTaken = found));
    await this.clock.atMost(SURE_MS, isSure);
    // Its client is told of a failure: where it turns out to be dialled after that, nobody is called for it again.
    if (!isTaken) void isSure.then((found) => found && this.untilSure(call, true));
    return isTaken;
  }

  private async untilSure(call: Call, isTold: boolean): Promise<boolean> {
    do {
      try {
        const isTaken = await this.tryToEnd(call, isTold);
        if (isTaken !== null) return isTaken;
      } catch (error) {
        this.logger.warn(`Call ${call.id}: whether it is stored is not known yet: ${String(error)}`);
      }
      await this.clock.sleep(AGAIN_MS);
    } while (!this.isOver);
    return false;
  }

  /** Whether it is taken; null where it changed in the meantime. */
  private async tryToEnd(call: Call, isTold: boolean): Promise<boolean | null> {
    const over = { ...NOT_TAKEN, at: this.planClock.now() };
    // A write sees what is newest, and once it is applied nobody dials.
    if (await this.endWaiting(call.id, 0, over)) return false;
    const found = await this.calls.findById(call.id);
    if (!found) {
      // It may still come, late: then its place is taken.
      await this.events.record({ kind: 'requested', call: canceledBeforeDialled(call, over) });
      return false;
    }
    const attempts = found.attempts.length;
    if (attempts === 0) return found.wait ? null : false;
    if (!isTold || found.over || found.wish) return true;
    return (await this.endDialled(found, over)) ? true : null;
  }

  private endWaiting(callId: string, attempts: number, over: CallOver): Promise<boolean> {
    return this.events.apply({ kind: 'ended', callId, attempts, status: 'canceled', over });
  }

  /** Nobody is called for it again; whoever is called now is not cut off. */
  private async endDialled(
    { id: callId, attempts: { length: attempts } }: Call,
    over: CallOver,
  ): Promise<boolean> {
    if (await this.endWaiting(callId, attempts, over)) return true;
    const wish = { kind: 'cancel' as const, at: over.at };
    return this.events.apply({ kind: 'wished', callId, attempts, isLive: false, wish });
  }
}
