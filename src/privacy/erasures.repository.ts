import type { Page, PageRequest } from '../common/page.js';
import type { Erasure } from './erasure.js';

/** Where erasures are kept, those that are done as receipts. */
export abstract class ErasuresRepository {
  /** False where another one of this subject is open. */
  abstract insert(erasure: Erasure): Promise<boolean>;
  abstract find(id: string): Promise<Erasure | null>;
  /** The one of this subject that is not done, if any. */
  abstract findOpen(subject: string): Promise<Erasure | null>;
  /** The latest of this subject. */
  abstract findLatest(subject: string): Promise<Erasure | null>;
  /** Newest first. */
  abstract findPage(request: PageRequest): Promise<Page<Erasure>>;
  /** One that is to be gone on with by then, for the caller alone until the lease ends; null where there is none. */
  abstract claim(now: Date, until: Date): Promise<Erasure | null>;
  /** Has the lease end later, as long as the erasure is as it was found; it is no change of it. */
  abstract renew(erasure: Pick<Erasure, 'id' | 'revision'>, until: Date): Promise<void>;
  /** Replaces it, as long as it is as it was found; answers it with its next revision, and null where somebody else has changed it. */
  abstract replace(erasure: Erasure): Promise<Erasure | null>;
}
