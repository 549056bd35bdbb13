import {
  RECORDING_STATUSES,
  type RecordingEvent,
  type RecordingState,
  TRANSCRIPTION_STATUSES,
} from './recording.js';
import { callbackKey, parseCount, parseTwilioDate, type TwilioCallback } from '../twilio/twilio-callback.js';

const recordingDetails = (params: Record<string, string>): RecordingState => ({
  durationSeconds: parseCount(params.RecordingDuration),
  url: params.RecordingUrl || undefined,
  channels: parseCount(params.RecordingChannels),
  source: params.RecordingSource || undefined,
  track: params.RecordingTrack || undefined,
  errorCode: parseCount(params.ErrorCode),
  startedAt: parseTwilioDate(params.RecordingStartTime),
});

const transcriptionDetails = (params: Record<string, string>): RecordingState => ({
  url: params.RecordingUrl || undefined,
  transcriptionSid: params.TranscriptionSid,
  transcriptionText: params.TranscriptionText,
});

/** The event that a callback tells of a recording. A callback with a TranscriptionSid tells of its transcription. */
export const toRecordingEvent = (callback: TwilioCallback): RecordingEvent => {
  const { params, leftOut, receivedAt } = callback;
  const common = {
    key: callbackKey(callback),
    receivedAt,
    params: { ...params },
    ...(leftOut && { leftOut }),
  };
  if (params.TranscriptionSid) {
    const transcriptionStatus = TRANSCRIPTION_STATUSES.find((each) => each === params.TranscriptionStatus);
    return { ...common, transcriptionStatus, details: transcriptionDetails(params) };
  }
  const status = RECORDING_STATUSES.find((each) => each === params.RecordingStatus);
  return { ...common, status, details: recordingDetails(params) };
};
