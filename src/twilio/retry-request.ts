import { setTimeout as delay } from 'node:timers/promises';
import pRetry from 'p-retry';
import { TwilioError, type TwilioOutcome } from './twilio.errors.js';

const RETRIES = 3;
const FIRST_WAIT_MS = 150;
/** After this long no further attempt to place a call begins. */
const PLACING_BUDGET_MS = 4_000;
/** Longer than one time-out (10 s by default), so that it is repeated at least once. */
const IDEMPOTENT_BUDGET_MS = 12_000;
/** Seconds that a client is told to wait where Twilio gave no time. */
const DEFAULT_RETRY_AFTER_SECONDS = 5;

interface Patience {
  outcomes: readonly TwilioOutcome[];
  budgetMs: number;
}

/**
 * Repeats a request while it is surely unsent (Twilio's 429 included): a few times, with jittered backoff on top of
 * Retry-After, within the budget. Anything that may have been sent is never repeated.
 * @throws TwilioError the last one; an `unsent` one always says when to come back
 */
export const retryUnsent = <T>(request: () => Promise<T>, stopping?: AbortSignal): Promise<T> =>
  retry(request, { outcomes: ['unsent'], budgetMs: PLACING_BUDGET_MS }, stopping);

/**
 * Repeats a request that may be sent twice without harm also when no clear answer came (time-out, reset, 5xx).
 * @throws TwilioError the last one; all but a `refused` one say when to come back
 */
export const retryIdempotent = <T>(request: () => Promise<T>, stopping?: AbortSignal): Promise<T> =>
  retry(request, { outcomes: ['unsent', 'unknown'], budgetMs: IDEMPOTENT_BUDGET_MS }, stopping);

async function retry<T>(request: () => Promise<T>, patience: Patience, stopping?: AbortSignal): Promise<T> {
  const start = performance.now();
  const mayRetry = (error: unknown): error is TwilioError =>
    error instanceof TwilioError && patience.outcomes.includes(error.outcome);
  try {
    return await pRetry(request, {
      retries: RETRIES,
      minTimeout: FIRST_WAIT_MS,
      randomize: true,
      maxRetryTime: patience.budgetMs,
      onFailedAttempt: async ({ error, retriesLeft }) => {
        if (!mayRetry(error) || retriesLeft === 0) return;
        const waitMs = (error.retryAfterSeconds ?? 0) * 1000;
        if (performance.now() - start + waitMs >= patience.budgetMs) throw error;
        await waitUnlessStopping(waitMs, stopping);
      },
      shouldRetry: ({ error }) => mayRetry(error) && !stopping?.aborted,
    });
  } catch (error) {
    throw mayRetry(error) ? error.comeBackAfter(DEFAULT_RETRY_AFTER_SECONDS) : error;
  }
}

/** Ends early when the application stops; the caller then gives up. */
const waitUnlessStopping = async (ms: number, stopping?: AbortSignal): Promise<void> => {
  await delay(ms, undefined, { signal: stopping }).catch(() => undefined);
};
