import { textFields } from '../common/text-fields.js';
import { RECORDING_STATUSES, type RecordingEvent } from './recording.js';

/** What Twilio's REST API says of a recording, as src/twilio reads it. */
export interface TwilioRecordingAnswer {
  sid: string;
  /** Twilio's own word. */
  status: string;
  durationSeconds: number | null;
  url: string;
  channels: number | null;
  source: string | null;
  errorCode: number | null;
  startTime: Date | null;
}

/** What Twilio's REST API says of a recording, as an event. */
export const recordingNews = (recording: TwilioRecordingAnswer, receivedAt = new Date()): RecordingEvent => ({
  key: [recording.sid, 'api', recording.status, recording.durationSeconds ?? ''].join(':'),
  source: 'api',
  receivedAt,
  status: RECORDING_STATUSES.find((status) => status === recording.status),
  details: {
    durationSeconds: recording.durationSeconds ?? undefined,
    url: recording.url || undefined,
    channels: recording.channels ?? undefined,
    source: recording.source ?? undefined,
    errorCode: recording.errorCode ?? undefined,
    startedAt: recording.startTime ?? undefined,
  },
  params: textFields(recording),
});
