import type { RecordingOwner } from '../recording.js';
import type { DueRemoval, Removal } from './removal.js';

/** The recordings that are deleted, and what is still to be done of it. */
export abstract class RemovalsRepository {
  /** Marks it as deleted, takes from it what was said, and has no copying of it begin, in one write; false where it is unknown, or marked already. */
  abstract mark(sid: string, removal: Removal): Promise<boolean>;
  /** Keeps the fact of one that is known only as deleted; one that is marked is tried again then. */
  abstract keepStray(sid: string, owner: RecordingOwner, removal: Removal): Promise<void>;
  /** Gives one whose turn has come to the caller alone, until the time given; null where there is none. */
  abstract claim(now: Date, until: Date): Promise<DueRemoval | null>;
  /** It is tried again then, unless it is to be tried earlier for what was told of it meanwhile. */
  abstract putOff(due: DueRemoval, tryAt: Date): Promise<void>;
  /** Nothing is left of it elsewhere, unless something was told of it meanwhile. */
  abstract finish(due: DueRemoval): Promise<void>;
}
