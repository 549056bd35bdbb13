import type { Breaker } from './breaker.js';

/** What all instances together know of the pace at which they dial. Times are the database server's. */
export interface Pace {
  /** When the next slot is free, in milliseconds since 1970 and fractions of them. */
  next: number;
  /** The turn of the call that was served last, in the queue's own count. */
  current: number;
  /** Present while dispatch is paused. */
  pausedAt?: Date;
  breaker: Breaker;
  /** The instance that took slots first lately: it gives calls their turns, and the others leave that to it. */
  leader?: { id: string; until: Date };
}

/** What is asked for when slots are reserved. */
export interface SlotRequest {
  /** Who asks. */
  instance: string;
  count: number;
  /** Milliseconds from one slot to the next. */
  gapMs: number;
  /** No slot sooner than this is given: what is dialled has to be prepared. */
  leadMs: number;
  /** No slot further ahead than this is given. */
  horizonMs: number;
  /** Joined into `current`. */
  servedTurn: number;
  /** How many more calls may go on, and when (server time) they were counted; absent for no limit. */
  room?: { calls: number; countedAt: number };
}

/** What was given: `granted` slots, `gapMs` apart, from `first` on. */
export interface Grant {
  granted: number;
  first: number;
  /** The server's clock when it was given. */
  now: Date;
  /** As it is since. */
  pace: Pace;
}

/** Who takes no slot for so long leads no more. */
export const LEADS_MS = 3_000;

/** Why there is no slot now: `pace` the next ones are given away, `concurrency` too many calls go on. */
export type PaceWait = 'paused' | 'breaker' | 'pace' | 'concurrency';

/** A call that had its slot this long ago is in the database, and so among those that are counted. */
export const SEEN_AFTER_MS = 1_000;

export type DispatchState = 'running' | 'paused' | 'tripped';

export const stateOf = ({ pausedAt, breaker }: Pace): DispatchState => {
  if (pausedAt) return 'paused';
  return breaker.openUntil ? 'tripped' : 'running';
};
