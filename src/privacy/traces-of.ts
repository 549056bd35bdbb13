import type { WhoseCalls } from '../calls/erasure/whose-calls.js';
import type { Call } from '../calls/model/call.js';
import { NO_TRACES, type Traces } from '../common/personal-data.js';
import type { Subject } from './erasure.js';

/** By what all that belongs to somebody but calls is found, by then. */
export const accountOf = ({ userId, handles, numbers }: Subject, until?: Date): Traces => ({
  ...NO_TRACES,
  ...(until && { until }),
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

/** Instances that agree on the time do so to less than this. */
const MARGIN_MS = 2_000;

/** Calls that were asked for before this moment may be told to have been asked for a little later, by another instance. */
export const callsUntil = (moment: Date): Date => new Date(moment.getTime() + MARGIN_MS);

/** A user's calls are found by its handles, a callee's by the number: others may call the same number. */
export const callsToFind = ({ kind, handles, numbers }: Subject): WhoseCalls =>
  kind === 'user' ? { handles, numbers: [] } : { handles: [], numbers };
