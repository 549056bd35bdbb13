import { statusOf } from './call-event.js';
import type { FailureReason } from './call-step.js';
import { isGone } from './attempt-times.js';
import { type Attempt, type Call, type CallOver, callStatus, lastAttempt } from './call.js';

const GONE: FailureReason = {
  code: '20404',
  message: 'Twilio does not know the call any more, and never told how it ended',
};

/** An attempt that was given up, and then turned out to be dialled, has not failed for that reason. */
export const reasonOf = (attempt: Attempt): FailureReason | undefined => {
  if (isGone(attempt)) return GONE;
  return attempt.submission === 'accepted' ? undefined : attempt.reason;
};

/** How a call ended while it waited; null where an attempt was its end. */
export const endedWaiting = (call: Call): CallOver | null => {
  const last = lastAttempt(call);
  return call.over && (!last || statusOf(last) !== callStatus(call)) ? call.over : null;
};
