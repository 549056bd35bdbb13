import type { Call } from '../model/call.js';
import type { LaneDue } from '../model/lane.js';

/** The calls that wait to be dialled. */
export abstract class CallQueueRepository {
  /** The calls of a lane, the first to become due first. */
  abstract findInLane(lane: string, limit: number): Promise<Call[]>;
  /** Waiting calls that have expired by then, the longest first. */
  abstract findExpired(at: Date, limit: number): Promise<Call[]>;
  /** The calls to any of these numbers that wait. */
  abstract findWaitingTo(numbers: string[]): Promise<Call[]>;
  /** When the next waiting call expires; null where none does. */
  abstract nextExpiry(): Promise<Date | null>;
  /** Each lane in which calls wait, and when the first of them becomes due. */
  abstract lanes(): AsyncIterable<LaneDue>;
  /** How many calls have an attempt that is not known to have ended. */
  abstract countLive(): Promise<number>;
  abstract countWaiting(): Promise<number>;
  /** Calls that wait, the first to become due first. */
  abstract findWaiting(offset: number, limit: number): Promise<Call[]>;
}
