import { Injectable } from '@nestjs/common';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import type { CallPlan } from '../../plan/call-plan.js';
import type { DialOutcome } from '../../plan/dial-outcome.js';
import type { WhyOver } from '../../plan/next-attempt.js';
import { CallEventsService } from '../events/call-events.service.js';
import { type Attempt, type Call, lastAttempt, waitOf } from '../model/call.js';
import type { FailureReason } from '../model/call-step.js';
import { statusOf } from '../model/call-event.js';
import { CallsRepository } from '../model/calls.repository.js';
import { outcomeOf } from './attempt-outcome.js';
import { nextOfCall } from './next-of-call.js';

const WHY_OVER: Record<WhyOver, string> = {
  ended: 'The call has ended, and no other attempt was asked for',
  'never-repeated': 'An attempt that was refused, or may have been dialled, is not repeated',
  'attempts-used': 'All attempts were made',
  'system-errors': "Too many attempts failed for reasons that are not the callee's",
  expired: 'The call expired before another attempt',
  'never-open': 'The calling window never opens again',
};
const WISHED: FailureReason = { code: 'client-ended', message: 'A client ended the call' };

/** What was found may be old when it is settled: a client's wish, or another instance, can be quicker. */
const TRIES = 3;

/** Decides what follows an attempt's end: another one, or the call's own end. */
@Injectable()
export class FollowUpsService {
  constructor(
    private readonly calls: CallsRepository,
    private readonly events: CallEventsService,
    private readonly planClock: PlanClock,
  ) {}

  /** Settles it once, however often it is asked; without effect while the attempt goes on. */
  async after(callId: string): Promise<void> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const call = await this.calls.findById(callId);
      const last = call && lastAttempt(call);
      if (!call?.plan || !last || call.wait || call.over) return;
      const outcome = outcomeOf({ ...last, status: statusOf(last) });
      if (!outcome || (await this.settle(call, call.plan, last, outcome))) return;
    }
  }

  /** False where the call has changed since it was found. */
  private settle(call: Call, plan: CallPlan, last: Attempt, outcome: DialOutcome): Promise<boolean> {
    const at = this.planClock.now();
    const { id: callId } = call;
    const { n, rank = 0 } = last;
    const finish = (reason: FailureReason) =>
      this.events.apply({ kind: 'finished', callId, n, rank, over: { ...reason, at } });
    if (call.wish) return finish(WISHED);
    const next = nextOfCall(call, plan, last, outcome, at);
    if (next.kind === 'over') return finish({ code: next.why, message: WHY_OVER[next.why] });
    const why = outcome === 'unsent' ? 'error' : 'retry';
    return this.events.apply({ kind: 'requeued', callId, n, rank, wait: waitOf(call, next.at, why), at });
  }
}
