import type { DialledAttempt } from '../../calls/attempts/attempt-history.js';

/** What the database says of a number, for the rules. */
export interface NumberFacts {
  /** Whether it is on the do-not-call list. */
  isListed: boolean;
  /** Those of the last 24 hours that were dialled, or may have been. */
  attempts: DialledAttempt[];
}

/** What was dialled since the beginning of the day, in UTC. */
export interface DayFacts {
  calls: number;
  /** Of the calls that the same key or person asked for; null where nobody had to say who asks. */
  callsOfKey: number | null;
  /** What it costs, estimates included. */
  spent: number;
}

export const NOTHING_KNOWN: NumberFacts = { isListed: false, attempts: [] };
export const NOTHING_DIALLED: DayFacts = { calls: 0, callsOfKey: null, spent: 0 };
