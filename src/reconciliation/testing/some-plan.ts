import type { CallPlan } from '../../plan/call-plan.js';

export const somePlan = (plan: Partial<CallPlan> = {}): CallPlan => ({
  machineDetection: 'none',
  priority: 0,
  ...plan,
});
