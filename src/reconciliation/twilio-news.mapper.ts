import type { CallEvent } from '../calls/call-event.js';
import { parseTwilioStatus } from '../calls/call-status.js';
import { RECORDING_STATUSES, type RecordingEvent } from '../recordings/recording.js';
import type { TwilioCall } from '../twilio/twilio-call.js';
import type { TwilioRecording } from '../twilio/twilio-recording.js';

const textual = (fields: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, value instanceof Date ? value.toISOString() : String(value)]),
  );

/** What Twilio's REST API says of a call, as an event. The same answer twice is the same event. */
export const callNews = (call: TwilioCall, receivedAt = new Date()): CallEvent => ({
  key: [call.sid, 'api', call.status, call.durationSeconds ?? '', call.price ?? ''].join(':'),
  source: 'api',
  kind: 'status',
  status: parseTwilioStatus(call.status) ?? undefined,
  receivedAt,
  occurredAt: call.endTime ?? undefined,
  startedAt: call.startTime ?? undefined,
  endedAt: call.endTime ?? undefined,
  durationSeconds: call.durationSeconds ?? undefined,
  direction: call.direction || undefined,
  answeredBy: call.answeredBy ?? undefined,
  price: call.price ?? undefined,
  priceUnit: call.price === null ? undefined : (call.priceUnit ?? undefined),
  params: textual({ ...call }),
});

/** That Twilio knows no such call (any more), as an event: whatever it was, it has ended. */
export const goneNews = (sid: string, receivedAt = new Date()): CallEvent => ({
  key: `${sid}:api:gone`,
  source: 'api',
  kind: 'status',
  status: 'failed',
  receivedAt,
  endedAt: receivedAt,
  params: { code: '20404' },
});

/** What Twilio's REST API says of a recording, as an event. */
export const recordingNews = (recording: TwilioRecording, receivedAt = new Date()): RecordingEvent => ({
  key: [recording.sid, 'api', recording.status, recording.durationSeconds ?? ''].join(':'),
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
