import { Injectable } from '@nestjs/common';
import type { CallPlan } from '../../plan/call-plan.js';
import type { DialOutcome } from '../../plan/dial-outcome.js';
import { planNext, type WhyOver } from '../../plan/next-attempt.js';
import { type Attempt, type Call, lastAttempt } from '../model/call.js';
import { statusOf } from '../model/call-event.js';
import { outcomeOf } from './attempt-outcome.js';
import { CallQueueRepository } from './call-queue.repository.js';
import { CallQueueService } from './call-queue.service.js';
import { CallsRepository } from '../model/calls.repository.js';

const WHY_OVER: Record<WhyOver, string> = {
  ended: 'The call has ended, and no other attempt was asked for',
  'never-repeated': 'An attempt that was refused, or may have been dialled, is not repeated',
  'attempts-used': 'All attempts were made',
  'system-errors': "Too many attempts failed for reasons that are not the callee's",
  expired: 'The call expired before another attempt',
  'never-open': 'The calling window never opens again',
};

/** Decides what follows an attempt's end: another one, or the call's own end. */
@Injectable()
export class FollowUpsService {
  constructor(
    private readonly calls: CallsRepository,
    private readonly queue: CallQueueRepository,
    private readonly waiting: CallQueueService,
  ) {}

  /** Settles it once, however often it is asked; without effect while the attempt goes on. */
  async after(idOrSid: string): Promise<void> {
    const call = (await this.calls.findById(idOrSid)) ?? (await this.calls.findWithEvents(idOrSid));
    const last = call && lastAttempt(call);
    if (!call?.plan || !last || call.queue || call.over) return;
    const outcome = outcomeOf({ ...last, status: statusOf(last) });
    if (outcome) await this.settle(call, call.plan, last, outcome);
  }

  private async settle(call: Call, plan: CallPlan, last: Attempt, outcome: DialOutcome): Promise<void> {
    const systemErrors = call.attempts.filter(({ submission }) => submission === 'unsent').length;
    const now = new Date();
    const endedAt = last.endedAt ?? last.createdAt;
    const next = planNext({
      plan,
      // What is known to have ended is over: a clock that runs ahead (Twilio's, a simulated one) puts nothing off.
      endedAt: endedAt < now ? endedAt : now,
      outcome,
      usedAttempts: call.attempts.length - systemErrors,
      systemErrors,
      now,
    });
    if (next.kind === 'over') {
      await this.queue.finish(call.id, last.n, { code: next.why, message: WHY_OVER[next.why] });
      return;
    }
    const why = outcome === 'unsent' ? 'error' : 'retry';
    if (await this.queue.queueAgain(call.id, last.n, { dueAt: next.at, why })) this.waiting.announce();
  }
}
