import { toCount, toDate, toPrice, toText, type TwilioPrice } from './twilio-values.js';

/** A call as Twilio's REST API tells of it. Source: Twilio's Call resource. */
export interface TwilioCall extends TwilioPrice {
  sid: string;
  /** Twilio's own word: queued, ringing, in-progress, completed, busy, failed, no-answer or canceled. */
  status: string;
  to: string;
  from: string;
  direction: string;
  /** human, machine_start, …; null without detection. */
  answeredBy: string | null;
  /** Null until the call has ended. */
  durationSeconds: number | null;
  /** To the second, as all of Twilio's times. */
  dateCreated: Date | null;
  /** Null until it is dialled. */
  startTime: Date | null;
  endTime: Date | null;
}

const CALL_SID = /^CA[0-9A-Za-z]{1,64}$/;

export const isCallSid = (sid: unknown): sid is string => typeof sid === 'string' && CALL_SID.test(sid);

/** What is read of the SDK's instance. */
type CallResource = { [field in Exclude<keyof TwilioCall, 'durationSeconds'>]?: unknown } & {
  duration?: unknown;
};

/** The SDK's instance as a plain value. Throws an Error when it names no call, or another than the one asked for. */
export const toTwilioCall = (call: CallResource, askedFor?: string): TwilioCall => {
  const { sid } = call;
  if (!isCallSid(sid) || (askedFor !== undefined && sid !== askedFor))
    throw new Error('the answer names no call');
  return {
    sid,
    status: toText(call.status),
    to: toText(call.to),
    from: toText(call.from),
    direction: toText(call.direction),
    answeredBy: toText(call.answeredBy) || null,
    durationSeconds: toCount(call.duration),
    dateCreated: toDate(call.dateCreated),
    startTime: toDate(call.startTime),
    endTime: toDate(call.endTime),
    ...toPrice(call),
  };
};
