import type { Breaker } from './breaker.js';
import type { Grant, Pace, SlotRequest } from './pace.js';

/** Where the pace of the whole deployment is kept: one record. */
export abstract class PaceRepository {
  /** Makes the record; without effect where there is one. */
  abstract open(): Promise<void>;
  abstract find(): Promise<Pace>;
  /**
   * Gives away the next slots, as many as were asked for and the horizon and the room hold, and none while dispatch is
   * paused or the breaker is tripped; when that time is over one slot, for a probe. One atomic write, on the server's clock.
   */
  abstract reserve(request: SlotRequest): Promise<Grant>;
  /** False where it is so already. */
  abstract setPaused(isPaused: boolean, at: Date): Promise<boolean>;
  /** False where the breaker has changed since that version. */
  abstract changeBreaker(version: number, breaker: Breaker): Promise<boolean>;
}
