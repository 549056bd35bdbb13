import type { Call, CallOver } from './call.js';
import { callRank, rankOf } from './call-status.js';
import type { FailureReason } from './call-step.js';

/** Why a call is over whose client was told of a failure. */
export const NOT_TAKEN: FailureReason = {
  code: 'not-acknowledged',
  message: 'Its client was told that it could not be taken',
};

/** Whether it came to the database when its client was told already that it was not taken. */
export const isStoredLate = ({ storeBy, storedAt }: Pick<Call, 'storeBy' | 'storedAt'>): boolean =>
  !!storeBy && !!storedAt && storedAt > storeBy;

/** The same call, as one that nobody is to dial any more. */
export const canceledBeforeDialled = (
  { wait: _wait, storeBy: _storeBy, steps = [], ...call }: Call,
  over: CallOver,
): Call => {
  const { at, ...reason } = over;
  return {
    ...call,
    over,
    rank: callRank(1, rankOf('canceled', 'atlas')),
    steps: [...steps, { kind: 'over', at, reason }],
  };
};
