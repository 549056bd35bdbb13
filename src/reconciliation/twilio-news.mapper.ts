import { RECORDING_STATUSES, type RecordingEvent } from '../recordings/recording.js';
import type { TwilioRecording } from '../twilio/twilio-recording.js';

const textual = (fields: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, value instanceof Date ? value.toISOString() : String(value)]),
  );

/** What Twilio's REST API says of a recording, as an event. */
export const recordingNews = (recording: TwilioRecording, receivedAt = new Date()): RecordingEvent => ({
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
  params: textual({ ...recording }),
});
