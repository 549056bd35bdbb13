import type { Page, PageRequest } from '../common/page.js';
import type { Hold } from './hold.js';

/** Which calls are on hold, and why. */
export abstract class HoldsRepository {
  /** Keeps since when where there is one already. */
  abstract put(hold: Hold): Promise<Hold>;
  abstract remove(callId: string): Promise<void>;
  /** Those of these calls that are on hold. */
  abstract findAmong(callIds: string[]): Promise<Hold[]>;
  /** Newest first. */
  abstract findPage(request: PageRequest): Promise<Page<Hold>>;
}
