import type { Page, PageRequest } from '../common/page.js';
import type { Hold } from './hold.js';

/** Which calls are on hold, and why. */
export abstract class HoldsRepository {
  /** Keeps since when where there is one already. Null where an erasure has begun with the call. */
  abstract put(hold: Hold): Promise<Hold | null>;
  /** Has an erasure begin with those of these calls that are not on hold: no hold is put on them any more. Answers the others. */
  abstract claim(callIds: string[], erasureId: string): Promise<string[]>;
  abstract remove(callId: string): Promise<void>;
  /** Those of these calls that are on hold. */
  abstract findAmong(callIds: string[]): Promise<Hold[]>;
  /** Newest first. */
  abstract findPage(request: PageRequest): Promise<Page<Hold>>;
}
