import type { NewsOfCall, TellingOf, UntoldCalls } from './untold.js';

/** Of which calls others are still to be told something. */
export abstract class UntoldCallsRepository {
  /** So many at most, none of those that are left out. */
  abstract find(most: number, leftOut: string[]): Promise<UntoldCalls>;

  /**
   * Fixes in the calls themselves what is to be told of them, before anybody is; one that has changed since it was found
   * stays as it is. Answers what is fixed of each, also by somebody else.
   */
  abstract fix(news: NewsOfCall[]): Promise<TellingOf[]>;

  /** What was fixed is told. */
  abstract settle(told: TellingOf[]): Promise<void>;
}
