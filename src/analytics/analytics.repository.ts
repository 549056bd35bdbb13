import type { Entry, Summary } from './summary.js';

/**
 * Which set of entries and summaries is read, and which is being made anew beside it. A set is named by its number; all
 * that is counted is put into each.
 */
export interface Generations {
  current: number;
  building?: number;
}

/** A quarter-hour of a set whose entries have changed so often; its summary may not show the latest yet. */
export interface StaleQuarter {
  generation: number;
  at: number;
  changes: number;
}

/** Where results are kept: an entry for each call, and a summary for each quarter-hour made of them. */
export abstract class AnalyticsRepository {
  abstract generations(): Promise<Generations>;

  /**
   * Puts the entries into each of these sets, where none of the same or a later version of their call is there, and then
   * marks as stale each quarter-hour that any entry of these calls has or had a part in. It may be done any number of times.
   */
  abstract put(generations: number[], entries: Entry[]): Promise<void>;

  /** All that there are at the start, by so many. */
  abstract findStale(atOnce: number): AsyncIterable<StaleQuarter[]>;

  /** Makes each summary anew from all entries. It changes nothing where that was done for later changes. */
  abstract sumUp(stale: StaleQuarter[]): Promise<void>;

  /** The summaries of quarter-hours from the first to before the second, with these groups alone, in order. */
  abstract read(from: number, until: number, groups: string[]): Promise<Summary[]>;

  /** Every summary that is read now, whole. */
  abstract readAll(): Promise<Summary[]>;

  /** The ids of calls whose feedback has notes, the last made first. */
  abstract findNoted(from: number, until: number, limit: number): Promise<string[]>;

  /** Begins a new set, and gives up one that was begun before. Answers its number. */
  abstract begin(): Promise<number>;

  /** Has the set read from now on; false where another was begun since. */
  abstract switchTo(generation: number): Promise<boolean>;
}
