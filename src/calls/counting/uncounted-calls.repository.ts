import type { CountedCall, KnownCall, UncountedCall } from './uncounted.js';

/** Which calls have changed since they were last counted among the results. */
export abstract class UncountedCallsRepository {
  /** All that there are at the start, by so many, each as it is when its turn comes. */
  abstract find(atOnce: number): AsyncIterable<UncountedCall[]>;

  /** These are counted; one that has changed since it was found stays among them. */
  abstract settle(counted: CountedCall[]): Promise<void>;

  /** These are to be counted; whoever counts one of them just now counts it again. */
  abstract mark(ids: string[]): Promise<void>;

  /** All calls that there are at the start, counted or not, by so many, each as it is when its turn comes. */
  abstract readAll(atOnce: number): AsyncIterable<KnownCall[]>;
}
