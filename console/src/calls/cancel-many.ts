import { isWorthATry, waitOf } from './patience.js';

/** One that could not be canceled, and why. */
interface NotCanceled {
  id: string;
  why: string;
}

export interface CancelProgress {
  done: number;
  canceled: number;
  failed: NotCanceled[];
  /** Whether Atlas asked to wait. */
  isWaiting: boolean;
}

interface Work {
  ids: readonly string[];
  cancel: (id: string) => Promise<unknown>;
  signal: AbortSignal;
  sleep: (ms: number) => Promise<void>;
  onProgress: (progress: CancelProgress) => void;
}

const AT_ONCE = 3;

/** Cancels the calls, a few at once, patiently; until it is stopped. Never fails: what could not be done is told. */
export const cancelMany = async ({
  ids,
  cancel,
  signal,
  sleep,
  onProgress,
}: Work): Promise<CancelProgress> => {
  let progress: CancelProgress = { done: 0, canceled: 0, failed: [], isWaiting: false };
  const tell = (changes: Partial<CancelProgress>): void => {
    progress = { ...progress, ...changes };
    onProgress(progress);
  };
  const cancelOne = async (id: string): Promise<void> => {
    for (let tries = 1; !signal.aborted; tries += 1) {
      try {
        await cancel(id);
        return tell({ done: progress.done + 1, canceled: progress.canceled + 1 });
      } catch (error) {
        if (!isWorthATry(error, tries)) {
          const why = error instanceof Error ? error.message : String(error);
          return tell({ done: progress.done + 1, failed: [...progress.failed, { id, why }] });
        }
        tell({ isWaiting: true });
        await sleep(waitOf(error, tries));
        tell({ isWaiting: false });
      }
    }
  };
  const left = [...ids];
  const work = async (): Promise<void> => {
    for (let id = left.shift(); id !== undefined && !signal.aborted; id = left.shift()) await cancelOne(id);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return progress;
};
