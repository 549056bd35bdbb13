import type { Call } from '../model/call.js';
import type { CountedCall, UncountedCall } from './uncounted.js';

/** Which calls have changed since they were last counted among the results. */
export abstract class UncountedCallsRepository {
  /** Some of them, in no order. */
  abstract find(limit: number): Promise<UncountedCall[]>;

  /** These are counted; one that has changed since it was found stays among them. */
  abstract settle(counted: CountedCall[]): Promise<void>;

  /** All calls that there are at the start, as they are, by so many. */
  abstract readAll(atOnce: number): AsyncIterable<Call[]>;

  /** The same, each marked as uncounted before it is read; whoever counts one of them just now counts it again. */
  abstract unsettleAll(atOnce: number): AsyncIterable<UncountedCall[]>;
}
