import type { Call } from '../model/call.js';
import type { CountedCall, UncountedCall } from './uncounted.js';

/** Which calls have changed since they were last counted among the results. */
export abstract class UncountedCallsRepository {
  /** Some of them, in no order. */
  abstract find(limit: number): Promise<UncountedCall[]>;

  /** These are counted; one that has changed since it was found stays among them. */
  abstract settle(counted: CountedCall[]): Promise<void>;

  /** The next calls by id, each of which is uncounted from then on; whoever counts one of them just now counts it again. */
  abstract unsettleAfter(id: string | null, limit: number): Promise<UncountedCall[]>;

  /** The next calls by id, as they are. */
  abstract readAfter(id: string | null, limit: number): Promise<Call[]>;
}
