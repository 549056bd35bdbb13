import type { DialOutcome, RetryOutcome } from './dial-outcome.js';

export const BACKOFFS = ['fixed', 'exponential'] as const;
export type Backoff = (typeof BACKOFFS)[number];

export const MAX_ATTEMPTS = 10;
/** A week. */
export const MAX_DELAY_SECONDS = 604_800;
/** Where a policy does not say how long to wait. */
export const DEFAULT_DELAY_SECONDS = 300;

/** How long to wait after each attempt: the last of the listed delays stands for all that follow it. */
export type RetryDelays = { delaysSeconds: number[] } | { delaySeconds: number; backoff: Backoff };

export type RetryPolicy = RetryDelays & {
  /** The first one counts: 1 to 10. */
  maxAttempts: number;
  on: RetryOutcome[];
};

/** Whether a callee is called again after an attempt with this outcome; `usedAttempts` counts that one too. */
export const shouldRetry = (policy: RetryPolicy, outcome: DialOutcome, usedAttempts: number): boolean =>
  usedAttempts < policy.maxAttempts && policy.on.some((each) => each === outcome);

/** Seconds from the end of an attempt to the next; `usedAttempts` counts the ended one, so it is at least 1. */
export const retryDelay = (policy: RetryPolicy, usedAttempts: number): number => {
  const n = Math.max(usedAttempts, 1);
  if ('delaysSeconds' in policy) return policy.delaysSeconds[n - 1] ?? policy.delaysSeconds.at(-1) ?? 0;
  const { delaySeconds, backoff } = policy;
  return backoff === 'fixed' ? delaySeconds : Math.min(delaySeconds * 2 ** (n - 1), MAX_DELAY_SECONDS);
};
