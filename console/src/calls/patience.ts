import { ApiProblem } from '../api/problem.js';

/** Ends after so long, or at once where it is stopped. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

const MOST_TRIES = 8;
const LONGEST_MS = 15_000;

export const sleep: Sleep = (ms, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });

/** Whether the same request may go well later; an answer that broke off is no ApiProblem. */
export const mayPass = (error: unknown): boolean =>
  !(error instanceof ApiProblem) || error.status === 0 || error.status === 429 || error.status >= 500;

/** As long as Atlas asks to, else longer each time. */
export const waitOf = (error: unknown, tries: number): number =>
  error instanceof ApiProblem && error.retryAfter !== null
    ? error.retryAfter * 1_000
    : Math.min(500 * 2 ** tries, LONGEST_MS);

/** Whether to try again after so many tries. */
export const isWorthATry = (error: unknown, tries: number): boolean => mayPass(error) && tries < MOST_TRIES;

/** Does the work, again where what is in its way may pass. Throws its last failure. */
export const patiently = async <Made>(
  work: () => Promise<Made>,
  signal: AbortSignal,
  nap: Sleep,
): Promise<Made> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || !isWorthATry(error, tries)) throw error;
      await nap(waitOf(error, tries), signal);
    }
  }
};
