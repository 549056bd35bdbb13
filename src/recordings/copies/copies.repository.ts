import type { StoreName } from '../../storage/content-store.js';
import type { CopyResult, DueCopy } from './copy.js';

/** Which recordings are copied, and what is still to be done of it. */
export abstract class CopiesRepository {
  /** Has recordings that are complete wait for being copied, at most so many; answers how many there were. */
  abstract enrol(at: Date, limit: number): Promise<number>;
  /** Has those that are copied, and for which nothing was to be done, looked at again. */
  abstract reopen(at: Date, limit: number): Promise<number>;
  /** Those whose turn has come, the first ones first. */
  abstract due(now: Date, limit: number): Promise<DueCopy[]>;
  /** Gives it to the caller alone, until then; null where another has it. Something of it may be in the store from now on. */
  abstract take(due: DueCopy, until: Date, store?: StoreName): Promise<DueCopy | null>;
  /** What the try came to, and that it is over; false where the recording was deleted meanwhile, or another try overtook it. */
  abstract finish(taken: DueCopy, result: CopyResult): Promise<boolean>;
  /** Nothing of it is kept any more, and none will be made. */
  abstract close(sid: string): Promise<void>;
}
