import type { WhoseCalls } from '../calls/erasure/whose-calls.js';
import type { Call } from '../calls/model/call.js';
import { NO_TRACES, type Traces } from '../common/personal-data.js';
import type { Subject } from './erasure.js';

/** By what all that belongs to somebody but calls is found. */
export const accountOf = ({ userId, handles, numbers }: Subject): Traces => ({
  ...NO_TRACES,
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
