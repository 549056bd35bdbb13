import type { Call } from '../model/call.js';

/** The turn for a call that was found due at that time. */
export interface GivenTurn {
  id: string;
  dueAt: Date;
  turn: number;
}

/**
 * Where calls wait to be dialled. A waiting call is due at a time, then has a turn, then is claimed: then it is due
 * again at the end of the lease. Each step is one conditional write. A turn and a claim are the queue's own bookkeeping,
 * and change nothing of what a call shows.
 */
export abstract class CallQueueRepository {
  /** Calls without a turn that are due until then, the longest due first, or those that became due last. */
  abstract findDue(until: Date, limit: number, first?: 'longest' | 'last'): Promise<Call[]>;
  /** Gives due calls their turns; without effect on one that was given another meanwhile. */
  abstract giveTurns(turns: GivenTurn[]): Promise<void>;
  /** The calls with the lowest turns, in order; where `below` is given, of the turns below it. */
  abstract findReady(limit: number, below?: number): Promise<Call[]>;
  /** Claims a ready call as it was found; answers the claim's fence, or null where another one has it. */
  abstract claim(ready: Call, leaseUntil: Date): Promise<number | null>;
  /** Gives a claimed call back at its place, as if it had not been claimed; false for an older fence. */
  abstract giveBack(id: string, fence: number, turn: number): Promise<boolean>;
  /** How many attempts are not known to have ended. */
  abstract countLive(): Promise<number>;
  abstract countWaiting(): Promise<number>;
  /** Calls that wait, the next one first: those that have a turn, then those that are due later. */
  abstract findWaiting(offset: number, limit: number): Promise<Call[]>;
}
