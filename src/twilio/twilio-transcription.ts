import { refuseForeign } from './listing.js';
import { toDate, toText } from './twilio-values.js';

/** A transcription of a recording as Twilio's REST API tells of it. Source: Twilio's Recording Transcription resource. */
export interface TwilioTranscription {
  /** `TR…` */
  sid: string;
  recordingSid: string;
  /** Twilio's own word: in-progress, completed or failed. */
  status: string;
  /** Empty until it is completed. */
  text: string;
  dateCreated: Date | null;
}

const TRANSCRIPTION_SID = /^TR[0-9A-Za-z]{1,64}$/;

/** What is read of the SDK's instance. */
interface TranscriptionResource {
  sid?: unknown;
  recordingSid?: unknown;
  status?: unknown;
  transcriptionText?: unknown;
  dateCreated?: unknown;
}

/** The SDK's instance as a plain value. Throws an Error when it names no transcription, or another recording. */
export const toTwilioTranscription = (
  resource: TranscriptionResource,
  recordingSid: string,
): TwilioTranscription => {
  const sid = toText(resource.sid);
  if (!TRANSCRIPTION_SID.test(sid)) throw new Error('it is no transcription');
  refuseForeign(resource.recordingSid, recordingSid);
  return {
    sid,
    recordingSid,
    status: toText(resource.status),
    text: toText(resource.transcriptionText),
    dateCreated: toDate(resource.dateCreated),
  };
};
