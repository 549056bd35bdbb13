import type { CallPlan } from '../../plan/call-plan.js';
import { dialFrom, type NextAttempt } from '../../plan/next-attempt.js';
import { type Call, lastAttempt, type Wait, waitOf } from '../model/call.js';
import type { Amendments } from '../model/call-step.js';
import { statusOf } from '../model/call-event.js';
import { outcomeOf } from '../queue/attempt-outcome.js';
import { firstWait } from '../queue/first-wait.js';
import { nextOfCall } from '../queue/next-of-call.js';
import type { PlanFault } from '../../plan/plan-rules.js';

/** What moves a call that waits. */
const TIMING = ['scheduledAt', 'callingWindow', 'retry'];

/** What the plan says of the attempt after the last one; null where that is not known to have ended, or there is none. */
const nextBy = (call: Call, plan: CallPlan | undefined, now: Date): NextAttempt | null => {
  const last = lastAttempt(call);
  const outcome = last && outcomeOf({ ...last, status: statusOf(last) });
  return plan && last && outcome ? nextOfCall(call, plan, last, outcome, now) : null;
};

/** Why a call that waits for another attempt would have none by its new plan. */
const faultOf = (next: NextAttempt | null, plan: CallPlan, attempts: number): PlanFault | null => {
  if (next?.kind !== 'over') return null;
  if (next.why === 'expired')
    return { field: 'expires_at', message: 'must be after the next attempt is due' };
  if (!plan.retry)
    return { field: 'retry', message: 'is needed for another attempt: cancel the call instead' };
  if (next.why === 'attempts-used')
    return {
      field: 'retry.max_attempts',
      message: `must be more than the attempts made already, ${attempts}`,
    };
  if (next.why === 'ended')
    return {
      field: 'retry.on',
      message: 'must list what the last attempt ended as: cancel the call instead',
    };
  return null;
};

/** A time of its own that is still to come stands for the pause after the last attempt. */
const dueBy = (
  call: Call & { wait: Wait },
  plan: CallPlan,
  now: Date,
): Pick<Wait, 'dueAt' | 'why'> | PlanFault => {
  const { scheduledAt } = plan;
  const next = nextBy(call, plan, now);
  const fault = faultOf(next, plan, call.attempts.length);
  const isAhead = scheduledAt !== undefined && scheduledAt > now;
  // What is wrong with it already was not brought by this change.
  if (fault && !(isAhead && fault.field === 'expires_at') && nextBy(call, call.plan, now)?.kind !== 'over')
    return fault;
  if (isAhead || !next) return firstWait(plan, now);
  if (next.kind === 'over') return call.wait;
  return { dueAt: next.at, why: next.at > now ? 'retry' : 'pace' };
};

/** How a waiting call waits by its new plan. What is wrong with it, where it would never be dialled again. */
export const rescheduledWait = (
  call: Call & { wait: Wait },
  plan: CallPlan | undefined,
  changes: Amendments,
  now: Date,
): Wait | PlanFault => {
  const { userExternalId, createdAt, wait } = call;
  const by = { plan, userExternalId, createdAt };
  if (!plan) return waitOf(by, wait.dueAt, wait.why);
  const due = dueBy(call, plan, now);
  if ('field' in due) return due;
  const isTimed = TIMING.some((name) => name in changes);
  const isKept = !isTimed && dialFrom(plan, wait.dueAt).kind === 'dial-at';
  const { dueAt, why } = isKept ? wait : due;
  return waitOf(by, dueAt, why);
};
