import { setTimeout as delay } from 'node:timers/promises';
import pRetry from 'p-retry';
import { TwilioError } from './twilio.errors.js';

const RETRIES = 3;
const FIRST_WAIT_MS = 150;
/** After this long no further attempt begins. */
const BUDGET_MS = 4_000;
/** Told to the client where Twilio did not say. */
const DEFAULT_RETRY_AFTER_SECONDS = 5;

/**
 * Repeats a request while it is surely unsent (Twilio's 429 included): a few times, with jittered backoff on top of
 * Retry-After, within the budget. Anything that may have been sent is never repeated.
 * @throws TwilioError the last one; an `unsent` one always says when to come back
 */
export async function retryUnsent<T>(request: () => Promise<T>, stopping?: AbortSignal): Promise<T> {
  const start = performance.now();
  const mayRetry = (error: Error): error is TwilioError =>
    error instanceof TwilioError && error.outcome === 'unsent';
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
    if (!(error instanceof TwilioError) || error.outcome !== 'unsent') throw error;
    throw new TwilioError('unsent', error.reason, error.retryAfterSeconds ?? DEFAULT_RETRY_AFTER_SECONDS);
  }
}

/** Ends early when the application stops; the caller then gives up. */
const waitUnlessStopping = async (ms: number, stopping?: AbortSignal): Promise<void> => {
  await delay(ms, undefined, { signal: stopping }).catch(() => undefined);
};
