import type { ChangeMark } from './change-mark.js';

/** Finds which calls have changed lately, whoever changed them. */
export abstract class ChangeMarksRepository {
  /** Those whose last change was at this moment or after it, by the time of that, at most so many. */
  abstract findSince(moment: number, limit: number): Promise<ChangeMark[]>;
  /** When a call changed last; 0 where none has. */
  abstract newest(): Promise<number>;
}
