import type { DoNotCallEntry } from './do-not-call-entry.js';

/** Keeps the do-not-call list. */
export abstract class DoNotCallRepository {
  /** Adds those that are not there yet; the others stay as they are. Answers how many are new. */
  abstract add(entries: DoNotCallEntry[]): Promise<number>;
  /** False where it is not there. */
  abstract remove(id: string): Promise<boolean>;
  /** Leaves of it that it is there, and since when. */
  abstract strip(ids: string[]): Promise<void>;
  abstract find(id: string): Promise<DoNotCallEntry | null>;
  /** Those of these that are there. */
  abstract findListed(ids: string[]): Promise<Set<string>>;
}
