import type { CallPlan } from './call-plan.js';
import { type PlanFault, validatePlan } from './plan-rules.js';

/** What of a plan may be changed while its call waits; null takes it away. */
export type PlanChanges = {
  [K in 'scheduledAt' | 'window' | 'retry' | 'machineDetection' | 'expiresAt' | 'priority']?: NonNullable<
    CallPlan[K]
  > | null;
};

/** What a call has that gets its first plan. */
export const NO_PLAN: CallPlan = { machineDetection: 'none', priority: 0 };

export const changePlan = (plan: CallPlan, changes: PlanChanges): CallPlan => {
  const given = Object.entries(changes);
  const cleared = new Set(given.filter(([, value]) => value === null).map(([name]) => name));
  const kept = Object.entries(plan).filter(([name]) => !cleared.has(name));
  const set = given.filter(([, value]) => value !== null && value !== undefined);
  return { ...NO_PLAN, ...(Object.fromEntries([...kept, ...set]) as Partial<CallPlan>) };
};

/** What makes a changed plan impossible to carry out. That an earlier time has passed is no fault of the change. */
export const faultsOfChange = (plan: CallPlan, isMoved: boolean, now: Date): PlanFault[] =>
  validatePlan(plan, now).filter(({ field }) => field !== 'scheduled_at' || isMoved);
