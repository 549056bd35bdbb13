import { type Call, lastAttempt } from '../calls/model/call.js';
import { statusOf } from '../calls/model/call-event.js';
import { isFinal } from '../calls/model/call-status.js';

const HOUR_MS = 3_600_000;
/** A price that has not come by then is not waited for any longer. */
const PRICE_WAIT_MS = 24 * HOUR_MS;

/** Each wait is as long as the thing has been waited for already, within these bounds. */
const doubled = (since: Date, now: Date, leastMs: number): Date =>
  new Date(now.getTime() + Math.min(Math.max(now.getTime() - since.getTime(), leastMs), HOUR_MS));

/**
 * When a call is to be looked into again; null once nothing is left to learn: it has ended, and its price, which
 * only an answered call has, is known or was waited for long enough.
 */
export const nextCheck = (call: Call, now: Date, reconcileAfterSeconds: number): Date | null => {
  const leastMs = reconcileAfterSeconds * 1000;
  const last = lastAttempt(call);
  // What waits to be dialled is for the queue to look after.
  if (!last || call.queue) return null;
  const { price, endedAt, submission, reason, createdAt } = last;
  const status = statusOf(last);
  if (!isFinal(status)) {
    return submission === 'unknown' ? doubled(createdAt, now, leastMs) : new Date(now.getTime() + leastMs);
  }
  if (status !== 'completed' || reason || price !== undefined) return null;
  const since = endedAt ?? createdAt;
  return now.getTime() - since.getTime() < PRICE_WAIT_MS ? doubled(since, now, leastMs) : null;
};
