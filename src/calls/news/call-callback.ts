import {
  callbackKey,
  parseCount,
  parseTwilioDate,
  type TwilioCallback,
} from '../../twilio/twilio-callback.js';
import type { CallEvent } from '../model/call-event.js';
import { parseTwilioStatus } from '../model/call-status.js';

/** The event that a callback tells of its call. */
export const toCallEvent = (callback: TwilioCallback): CallEvent => {
  const { kind, params, leftOut, receivedAt } = callback;
  return {
    key: callbackKey(callback),
    source: 'callback',
    kind,
    status: (kind === 'recording' ? 'in-progress' : parseTwilioStatus(params.CallStatus)) ?? undefined,
    occurredAt: parseTwilioDate(params.Timestamp),
    receivedAt,
    durationSeconds: parseCount(params.CallDuration),
    direction: params.Direction || undefined,
    answeredBy: params.AnsweredBy || undefined,
    sipCode: parseCount(params.SipResponseCode),
    params: { ...params },
    ...(leftOut && { leftOut }),
  };
};
