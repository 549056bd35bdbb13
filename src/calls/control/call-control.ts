import { type Call, callStatus, lastAttempt } from '../model/call.js';
import { CallAlreadyEndedError, CallInProgressError, CallNotDialledError } from '../model/call.errors.js';
import { type CallEvent, statusOf } from '../model/call-event.js';
import { isFinal } from '../model/call-status.js';

/** What a client wants: a call ended whatever its state, or only while nobody has answered it. */
export type Wish = 'hangup' | 'cancel';

/** Of an event that keeps a wish's refusal: the same each time that the wish is refused. */
export const refusalKey = (wishKey: string): string => `${wishKey}:refused`;

/** The wish that this call be ended, where one was made and Twilio has not refused it. It may be what ends the call. */
export const openWish = (call: Call, wish: Wish): CallEvent | undefined => {
  const events = lastAttempt(call)?.events ?? [];
  const keys = new Set(events.map(({ key }) => key));
  return events.find(
    ({ source, kind, key }) => source === 'atlas' && kind === wish && !keys.has(refusalKey(key)),
  );
};

/**
 * The SID of the attempt that is to be ended; null where the wish is fulfilled already. Throws a conflict that says
 * why it is too late, or too early.
 */
export const sidToEnd = (call: Call, wish: Wish): string | null => {
  const attempt = lastAttempt(call);
  const status = attempt && !call.over ? statusOf(attempt) : callStatus(call);
  if (isFinal(status)) {
    // Without an attempt it was canceled, or expired, while it waited: nobody is on the line.
    if (!attempt) return null;
    // A completed call may have ended by itself, too early for this wish; a canceled one is as a cancel wants it.
    const isFulfilled = wish === 'cancel' ? status === 'canceled' : openWish(call, wish) !== undefined;
    if (isFulfilled) return null;
    throw new CallAlreadyEndedError(status);
  }
  if (!attempt?.sid) throw new CallNotDialledError();
  if (wish === 'cancel' && status === 'in-progress') throw new CallInProgressError();
  return attempt.sid;
};
