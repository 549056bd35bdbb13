import { useEffect, useState } from 'preact/hooks';
import { readState } from './phone-api.js';
import type { PhoneState } from './phone-state.js';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;

export interface Seen {
  state?: PhoneState;
  /** When it was seen, by this browser's clock. */
  at: number;
  error: unknown;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The phones as they are, told anew at each change for as long as the page is open. */
export const usePhone = (isSimulated: boolean): Seen => {
  const [seen, setSeen] = useState<Seen>({ at: 0, error: null });
  useEffect(() => {
    if (!isSimulated) return;
    const end = new AbortController();
    const follow = async (): Promise<void> => {
      let pauseMs = FIRST_PAUSE_MS;
      for (let since = 0; !end.signal.aborted;) {
        try {
          const state = await readState(since, end.signal);
          since = state.version;
          pauseMs = FIRST_PAUSE_MS;
          setSeen({ state, at: Date.now(), error: null });
        } catch (error) {
          if (end.signal.aborted) return;
          since = 0;
          setSeen((before) => ({ ...before, error }));
          await pause(pauseMs);
          pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
        }
      }
    };
    void follow();
    return () => end.abort();
  }, [isSimulated]);
  return seen;
};

/** The time, read again twice a second while something runs. */
export const useNow = (isRunning: boolean): number => {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [isRunning]);
  return now;
};
