import { isRecordingSid, refuseForeign } from './listing.js';
import { toCount, toDate, toPrice, toText, type TwilioPrice } from './twilio-values.js';

/** A recording as Twilio's REST API tells of it. Source: Twilio's Recording resource. */
export interface TwilioRecording extends TwilioPrice {
  /** `RE…` */
  sid: string;
  callSid: string;
  /** Twilio's own word: in-progress, paused, stopped, processing, completed or absent. */
  status: string;
  /** Null until it is known. */
  durationSeconds: number | null;
  /** The media without an extension, as `RecordingUrl` in callbacks; may want the account's credentials. */
  url: string;
  /** 1 or 2. */
  channels: number | null;
  /** How it was made: RecordVerb, OutboundAPI, DialVerb, … */
  source: string | null;
  startTime: Date | null;
  dateCreated: Date | null;
  /** Twilio's error code; see explainTwilioCode. */
  errorCode: number | null;
}

/** What is read of the SDK's instance. */
type RecordingResource = {
  [field in Exclude<keyof TwilioRecording, 'durationSeconds' | 'url'>]?: unknown;
} & {
  duration?: unknown;
};

/** The SDK's instance as a plain value. Throws an Error when it names no recording, or another call. */
export const toTwilioRecording = (
  recording: RecordingResource,
  callSid: string,
  urlOf: (sid: string) => string,
): TwilioRecording => {
  const sid = toText(recording.sid);
  if (!isRecordingSid(sid)) throw new Error('it is no recording');
  refuseForeign(recording.callSid, callSid);
  return {
    sid,
    callSid,
    status: toText(recording.status),
    durationSeconds: toCount(recording.duration),
    url: urlOf(sid),
    channels: toCount(recording.channels),
    source: toText(recording.source) || null,
    startTime: toDate(recording.startTime),
    dateCreated: toDate(recording.dateCreated),
    errorCode: toCount(recording.errorCode),
    ...toPrice(recording),
  };
};
