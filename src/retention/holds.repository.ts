import type { Page, PageRequest } from '../common/page.js';
import type { Deletion, Hold, HoldRefusal } from './hold.js';

/** Which calls are on hold, and why. */
export abstract class HoldsRepository {
  /** Keeps since when where there is one already. Refused where an erasure has begun with the call, or a deletion goes on. */
  abstract put(hold: Hold, now: Date): Promise<Hold | HoldRefusal>;
  /** Has an erasure begin with those of these calls that are not on hold: no hold is put on them any more. Answers the others. */
  abstract claim(callIds: string[], erasureId: string): Promise<string[]>;
  /** Has a deletion begin with those of these calls that are not on hold: none is put on them until it ends. Answers the others. */
  abstract beginDeletion(callIds: string[], deletion: Deletion): Promise<string[]>;
  abstract endDeletion(callIds: string[], by: string): Promise<void>;
  abstract remove(callId: string): Promise<void>;
  /** Those of these calls that are on hold. */
  abstract findAmong(callIds: string[]): Promise<Hold[]>;
  /** Newest first. */
  abstract findPage(request: PageRequest): Promise<Page<Hold>>;
}
