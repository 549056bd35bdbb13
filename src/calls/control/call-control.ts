import { type Call, callStatus, lastAttempt } from '../model/call.js';
import { CallAlreadyEndedError, CallInProgressError, CallNotDialledError } from '../model/call.errors.js';
import { statusOf } from '../model/call-event.js';
import { isFinal } from '../model/call-status.js';
import type { WishKind } from '../model/call-step.js';
import { fateOf, wasWished } from '../model/wish.js';

/** Where a call stands for who wants it ended: `ended` it is as wished; else how it can be ended. */
export type EndingState =
  | { kind: 'ended' }
  /** It waits to be dialled. */
  | { kind: 'waiting' }
  /** Its attempt has ended, and what follows is not settled yet. */
  | { kind: 'resting' }
  | { kind: 'live'; n: number; sid: string };

/** Whether it is stored for good that the wish is fulfilled: no answer of Twilio to another request undoes that. */
export const isSettled = (call: Call, kind: WishKind): boolean => {
  // Without an attempt it was canceled, or expired, while it waited: nobody is on the line.
  if (call.attempts.length === 0) return true;
  // A plan is ended by the wish itself, whatever Twilio said of the attempt.
  return (call.plan !== undefined && wasWished(call, kind)) || fateOf(call, kind) === 'taken';
};

/** Whether this wish was made, and Twilio has not refused it: then it may be what has ended the call. */
const mayHaveEnded = (call: Call, kind: WishKind): boolean =>
  wasWished(call, kind) && fateOf(call, kind) === 'open';

const isAsWished = (call: Call, kind: WishKind): boolean =>
  isSettled(call, kind) || mayHaveEnded(call, kind) || (kind === 'cancel' && callStatus(call) === 'canceled');

/** Throws a conflict that says why it is too late, or too early. */
export const endingStateOf = (call: Call, kind: WishKind): EndingState => {
  if (call.wait) return { kind: 'waiting' };
  const attempt = lastAttempt(call);
  if (attempt && !isFinal(statusOf(attempt))) {
    if (!attempt.sid) throw new CallNotDialledError();
    if (kind === 'cancel' && statusOf(attempt) === 'in-progress') throw new CallInProgressError();
    return { kind: 'live', n: attempt.n, sid: attempt.sid };
  }
  if (call.plan && !call.over) return { kind: 'resting' };
  if (isAsWished(call, kind)) return { kind: 'ended' };
  throw new CallAlreadyEndedError(callStatus(call));
};
