import type { WhoseCalls } from '../calls/erasure/whose-calls.js';
import type { Call } from '../calls/model/call.js';
import { NO_TRACES, type Traces } from '../common/personal-data.js';
import type { Subject } from './erasure.js';

/** Instances that agree on the time do so to less than this. */
const MARGIN_MS = 2_000;

/** What was written before this moment may be told to have been written a little later, by another instance. */
export const writtenUntil = (moment: Date): Date => new Date(moment.getTime() + MARGIN_MS);

/** By what all that belongs to somebody but calls is found, by then. */
export const accountOf = ({ userId, handles, numbers }: Subject, until?: Date): Traces => ({
  ...NO_TRACES,
  ...(until && { until: writtenUntil(until) }),
  ...(userId !== undefined && { userId }),
  handles,
  numbers,
});

/** By what is found what belongs to these calls. */
export const tracesOf = (calls: Call[]): Traces => ({
  ...NO_TRACES,
  callIds: calls.map(({ id }) => id),
  callSids: calls.flatMap(({ attempts }) => attempts.flatMap(({ sid }) => sid ?? [])),
});

/** A user's calls are found by its handles, a callee's by the number: others may call the same number. */
export const callsToFind = ({ kind, handles, numbers }: Subject): WhoseCalls =>
  kind === 'user' ? { handles, numbers: [] } : { handles: [], numbers };
