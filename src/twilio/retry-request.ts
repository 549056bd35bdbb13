import { setTimeout as delay } from 'node:timers/promises';
import pRetry from 'p-retry';
import { TwilioError } from './twilio.errors.js';

const RETRIES = 3;
const FIRST_WAIT_MS = 150;
/** Longer than one time-out (10 s by default), so that it is repeated at least once. */
const BUDGET_MS = 12_000;
/** Seconds that a client is told to wait where Twilio gave no time. */
const DEFAULT_RETRY_AFTER_SECONDS = 5;

/**
 * Repeats a request that may be sent twice without harm also when no clear answer came (time-out, reset, 5xx).
 * @throws TwilioError the last one; all but a `refused` one say when to come back
 */
export async function retryIdempotent<T>(request: () => Promise<T>, stopping?: AbortSignal): Promise<T> {
  const start = performance.now();
  try {
    return await pRetry(request, {
      retries: RETRIES,
      minTimeout: FIRST_WAIT_MS,
      randomize: true,
      maxRetryTime: BUDGET_MS,
      onFailedAttempt: async ({ error, retriesLeft }) => {
        if (!mayRetry(error) || retriesLeft === 0) return;
        const waitMs = (error.retryAfterSeconds ?? 0) * 1000;
        if (performance.now() - start + waitMs >= BUDGET_MS) throw error;
        await waitUnlessStopping(waitMs, stopping);
      },
      shouldRetry: ({ error }) => mayRetry(error) && !stopping?.aborted,
    });
  } catch (error) {
    throw mayRetry(error) ? error.comeBackAfter(DEFAULT_RETRY_AFTER_SECONDS) : error;
  }
}

const mayRetry = (error: unknown): error is TwilioError =>
  error instanceof TwilioError && error.outcome !== 'refused';

/** Ends early when the application stops; the caller then gives up. */
const waitUnlessStopping = async (ms: number, stopping?: AbortSignal): Promise<void> => {
  await delay(ms, undefined, { signal: stopping }).catch(() => undefined);
};
