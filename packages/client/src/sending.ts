import { AtlasError, retryAfterSeconds } from './atlas-error.js';
import { mayRepeat, waitMs, type FailedTry } from './repeats.js';
import { sleep } from './sleep.js';

/** How requests are sent. */
export interface Sending {
  fetch: typeof fetch;
  /** For how long one try may take. */
  timeoutMs: number;
  /** How often a request may be sent again. */
  retries: number;
  /** The pause before the first repeat; later ones are longer. */
  firstWaitMs: number;
}

const REQUEST_ID = 'X-Request-Id';
const isJson = (response: Response): boolean =>
  /^application\/(?:problem\+)?json\b/.test(response.headers.get('content-type') ?? '');

/**
 * Sends a request until it is answered, as often as is harmless. Answers the last answer, whatever it says. Throws
 * AtlasError where none came, and the reason of the request's signal where that was aborted.
 */
export function sendWith(sending: Sending): (request: Request) => Promise<Response> {
  return async (request) => {
    // All tries have one id, under which Atlas's log has them, also those whose answer was lost.
    if (!request.headers.has(REQUEST_ID)) request.headers.set(REQUEST_ID, crypto.randomUUID());
    for (let tries = 1; ; tries += 1) {
      const outcome = await tryOnce(request, sending);
      const failed = failedTry(request, outcome);
      if (failed === null || tries > sending.retries || !mayRepeat(failed)) return unwrap(outcome);
      await sleep(waitMs(tries, sending.firstWaitMs, failed.retryAfterSeconds), request.signal);
    }
  };
}

/** The answer of one try, read to its end where it is JSON: an answer that breaks off is none. */
async function tryOnce(request: Request, { fetch, timeoutMs }: Sending): Promise<Response | AtlasError> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), timeoutMs);
  try {
    const signal = AbortSignal.any([request.signal, patience.signal]);
    const response = await fetch(request.clone(), { signal });
    if (!isJson(response)) return response;
    const { status, statusText, headers } = response;
    return new Response(await response.text(), { status, statusText, headers });
  } catch (cause) {
    request.signal.throwIfAborted();
    const details = { requestId: request.headers.get(REQUEST_ID), cause };
    return patience.signal.aborted
      ? new AtlasError('timed-out', `Atlas did not answer within ${timeoutMs} ms`, details)
      : new AtlasError('unreachable', `Atlas cannot be reached: ${reasonOf(cause)}`, details);
  } finally {
    clearTimeout(timer);
  }
}

function failedTry({ method, headers }: Request, outcome: Response | AtlasError): FailedTry | null {
  const asked = { method, hasKey: headers.has('Idempotency-Key') };
  if (outcome instanceof AtlasError) return { ...asked, status: 0, retryAfterSeconds: null, isAtlas: false };
  if (outcome.ok) return null;
  return {
    ...asked,
    status: outcome.status,
    retryAfterSeconds: retryAfterSeconds(outcome.headers),
    isAtlas: isJson(outcome),
  };
}

function unwrap(outcome: Response | AtlasError): Response {
  if (outcome instanceof AtlasError) throw outcome;
  return outcome;
}

/** `fetch` says “fetch failed”, and why in its cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message || message : message;
}
