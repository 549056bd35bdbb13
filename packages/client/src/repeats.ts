/** One try that did not succeed. */
export interface FailedTry {
  method: string;
  /** Whether the request has an Idempotency-Key. */
  hasKey: boolean;
  /** The answer's status; 0 where none came. */
  status: number;
  retryAfterSeconds: number | null;
  /** Whether Atlas itself answered, and not something on the way to it. */
  isAtlas: boolean;
}

const HARMLESS = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);
const LONGEST_BACKOFF_MS = 10_000;
/** A longer Retry-After is told to the caller: nobody expects a request to take minutes. */
const LONGEST_RETRY_AFTER_S = 60;

/**
 * Whether the request may be sent again. A POST without a key never is: it may have been done. What was not done for sure
 * (429, and 503 with Retry-After) is sent again whatever it asks; what may have been done, where twice is the same as once.
 */
export function mayRepeat({ method, hasKey, status, retryAfterSeconds, isAtlas }: FailedTry): boolean {
  if (method === 'POST' && !hasKey) return false;
  if ((retryAfterSeconds ?? 0) > LONGEST_RETRY_AFTER_S) return false;
  const isHarmless = hasKey || HARMLESS.has(method);
  switch (status) {
    case 429:
      return true;
    case 503:
      return isHarmless || retryAfterSeconds !== null;
    // The key's first request is still at work: what came of it is asked for.
    case 409:
      return hasKey && retryAfterSeconds !== null;
    // Of Atlas it means that Twilio refused, which it would again.
    case 502:
      return isHarmless && !isAtlas;
    case 0:
    case 504:
      return isHarmless;
    default:
      return false;
  }
}

/**
 * Milliseconds before the next try: twice as long each time, of which up to a half is left to chance, so that clients
 * which failed together do not come back together.
 */
export function waitMs(
  tries: number,
  firstWaitMs: number,
  retryAfterSeconds: number | null,
  chance = Math.random(),
): number {
  const backoff = Math.min(firstWaitMs * 2 ** (tries - 1), LONGEST_BACKOFF_MS);
  const ownWait = backoff * (0.5 + chance / 2);
  return retryAfterSeconds === null ? ownWait : retryAfterSeconds * 1000 + backoff * (chance / 2);
}
