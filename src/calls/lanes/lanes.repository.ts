import type { Lane, LaneDue, SettledLane } from '../model/lane.js';

/** The lanes in which calls wait. */
export abstract class LanesRepository {
  /** Has the dispatcher look into the lane then, or earlier where it is to already. */
  abstract ring(id: string, at: Date): Promise<void>;
  /** The same for each that is not looked at by then; what a leader holds in its memory stays as it is. */
  abstract ensure(lanes: LaneDue[]): Promise<void>;
  /** Lanes that are to be looked at until then: of these priorities, the highest first, or of all, the earliest first. */
  abstract findDue(priorities: number[] | null, until: Date, limit: number): Promise<Lane[]>;
  /** Those of these ids that there are. */
  abstract find(ids: string[]): Promise<Lane[]>;
  /** Notes when each is to be looked at again. */
  abstract settle(lanes: SettledLane[]): Promise<void>;
  /** Has lanes looked at now that the leader of another term holds in its memory. */
  abstract freeFromOthers(term: string, now: Date): Promise<void>;
  /** The same for those that the leader of this term holds. */
  abstract freeOf(term: string, now: Date): Promise<void>;
}
