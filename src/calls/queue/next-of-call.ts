import type { CallPlan } from '../../plan/call-plan.js';
import type { DialOutcome } from '../../plan/dial-outcome.js';
import { type NextAttempt, planNext } from '../../plan/next-attempt.js';
import type { Attempt, Call } from '../model/call.js';

/** Whether and when a call is dialled again by this plan, after its last attempt ended so. */
export const nextOfCall = (
  { attempts }: Pick<Call, 'attempts'>,
  plan: CallPlan,
  last: Attempt,
  outcome: DialOutcome,
  now: Date,
): NextAttempt => {
  const systemErrors = attempts.filter(({ submission }) => submission === 'unsent').length;
  const endedAt = last.endedAt ?? last.createdAt;
  return planNext({
    plan,
    // What is known to have ended is over: a clock that runs ahead (Twilio's, a simulated one) puts nothing off.
    endedAt: endedAt < now ? endedAt : now,
    outcome,
    usedAttempts: attempts.length - systemErrors,
    systemErrors,
    now,
  });
};
