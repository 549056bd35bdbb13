import type { Health } from '../subscription.js';
import type { DeliveryStatus } from './delivery.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after each failure a delivery is tried again; after the last it is dead. */
const RETRIES_MS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];
/** A try is earlier or later by up to this part, so that what failed together does not come back together. */
const JITTER = 0.1;
/** An endpoint that wants to be left alone is, for so long at most. */
const MOST_ASKED_MS = HOUR;

/** After so many failures in a row one delivery alone is tried, after pauses that grow. */
const FAILURES_BORNE = 5;
const PAUSE_MS = { first: 5 * SECOND, most: 5 * MINUTE };
/** An endpoint that failed for so long is told of nothing any more. */
const FAILS_AT_MOST_MS = 5 * 24 * HOUR;

/** What becomes of a delivery after its n-th failure in a row. */
export const afterFailure = (
  n: number,
  now: Date,
  askedSeconds = 0,
  random = Math.random,
): { status: DeliveryStatus; dueAt?: Date } => {
  const retry = RETRIES_MS[n - 1];
  if (retry === undefined) return { status: 'dead' };
  const jittered = retry * (1 + JITTER * (2 * random() - 1));
  const waitMs = Math.max(jittered, Math.min(askedSeconds * SECOND, MOST_ASKED_MS));
  return { status: 'pending', dueAt: new Date(now.getTime() + waitMs) };
};

/** How an endpoint stands after it took a delivery. */
export const succeeded = ({ failedAt }: Health, now: Date): Health => ({
  failures: 0,
  succeededAt: now,
  ...(failedAt && { failedAt }),
});

/** How it stands after it failed to. What was under way when it was paused tells nothing new. */
export const failed = (health: Health, now: Date): Health => {
  if (isPaused(health, now)) return { ...health, failedAt: now };
  const { failures, failingSince, succeededAt } = health;
  const count = failures + 1;
  const pauses = count - FAILURES_BORNE;
  const pauseMs = Math.min(PAUSE_MS.most, PAUSE_MS.first * 2 ** Math.min(pauses, 20));
  return {
    failures: count,
    failingSince: failingSince ?? now,
    failedAt: now,
    ...(succeededAt && { succeededAt }),
    ...(pauses >= 0 && { openUntil: new Date(now.getTime() + pauseMs) }),
  };
};

/** Whether nothing is sent to it now. */
export const isPaused = ({ openUntil }: Health, now: Date): boolean =>
  openUntil !== undefined && openUntil > now;

/** How many deliveries may be tried at once: one alone, where the last ones failed. */
export const atOnce = ({ failures }: Health, usual: number): number =>
  failures >= FAILURES_BORNE ? 1 : usual;

export const isGivenUp = ({ failingSince }: Health, now: Date): boolean =>
  failingSince !== undefined && now.getTime() - failingSince.getTime() >= FAILS_AT_MOST_MS;
