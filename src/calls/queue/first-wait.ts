import type { CallPlan } from '../../plan/call-plan.js';
import { firstDial } from '../../plan/next-attempt.js';
import type { Wait } from '../model/call.js';

/** When a call that was never dialled is due, and why not before. */
export const firstWait = (plan: CallPlan | undefined, now: Date): Pick<Wait, 'dueAt' | 'why'> => {
  if (!plan) return { dueAt: now, why: 'pace' };
  const first = firstDial(plan, now);
  // A plan that can never be dialled was refused with the request; what has expired since is ended by who dials.
  const dueAt = first.kind === 'dial-at' ? first.at : now;
  if (plan.scheduledAt && plan.scheduledAt > now && plan.scheduledAt.getTime() === dueAt.getTime()) {
    return { dueAt, why: 'time' };
  }
  return { dueAt, why: dueAt > now ? 'window' : 'pace' };
};
