import type { Attempt, Call, FailureReason, WaitingFor } from '../model/call.js';

/** When a call is to be dialled, and what it waits for until then. */
export interface Wait {
  dueAt: Date;
  why: WaitingFor;
}

/** The turn for a call that was found due at that time. */
export interface GivenTurn {
  id: string;
  dueAt: Date;
  turn: number;
}

/**
 * Where calls wait to be dialled. A waiting call is due at a time, then has a turn, then is claimed: then it is due
 * again at the end of the lease. Each step is one conditional write, and only the newest claim can dial.
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
  /** Stores the attempt that is about to be dialled and takes the call out of the queue; false for an older fence. */
  abstract startAttempt(id: string, fence: number, attempt: Attempt, checkAt: Date): Promise<boolean>;
  /** Gives a claimed call back, to be due again; false for an older fence. */
  abstract postpone(id: string, fence: number, wait: Wait): Promise<boolean>;
  /** Gives a claimed call back at its place, as if it had not been claimed; false for an older fence. */
  abstract giveBack(id: string, fence: number, turn: number): Promise<boolean>;
  /** Puts a call in the queue again after its n-th attempt; false where it waits, or has another attempt, already. */
  abstract queueAgain(id: string, n: number, wait: Wait): Promise<boolean>;
  /** Says that no attempt follows the n-th; false where one does. */
  abstract finish(id: string, n: number, over: FailureReason): Promise<boolean>;
  /** Ends a call that waits; false where it does not wait any more, or for another fence. */
  abstract end(
    id: string,
    fence: number,
    status: 'canceled' | 'failed',
    over: FailureReason,
  ): Promise<boolean>;
  /** How many attempts are not known to have ended. */
  abstract countLive(): Promise<number>;
  abstract countWaiting(): Promise<number>;
  /** Calls that wait, the next one first: those that have a turn, then those that are due later. */
  abstract findWaiting(offset: number, limit: number): Promise<Call[]>;
}
