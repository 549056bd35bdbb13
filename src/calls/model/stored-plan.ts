import type { CallPlan } from '../../plan/call-plan.js';

/** A client's own names may be any that MongoDB's fields may not, so metadata is kept as pairs. */
export type StoredPlan = Omit<CallPlan, 'metadata'> & { metadata?: [string, string][] };

export const toStoredPlan = ({ metadata, ...plan }: CallPlan): StoredPlan => ({
  ...plan,
  ...(metadata && { metadata: Object.entries(metadata) }),
});

export const toPlan = ({ metadata, ...plan }: StoredPlan): CallPlan => ({
  ...plan,
  ...(metadata && { metadata: Object.fromEntries(metadata) }),
});
