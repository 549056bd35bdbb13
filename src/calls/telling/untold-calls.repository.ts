import type { ToldCall, UntoldCall } from './untold.js';

/** Of which calls others are still to be told something. */
export abstract class UntoldCallsRepository {
  /** So many at most. */
  abstract find(most: number): Promise<UntoldCall[]>;

  /** These are told; one of which there is more to tell by now stays as it is. Answers how many were settled. */
  abstract settle(told: ToldCall[]): Promise<number>;
}
