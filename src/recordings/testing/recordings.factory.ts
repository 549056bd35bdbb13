import { randomBytes, randomUUID } from 'node:crypto';
import type { RecordingEvent, RecordingOwner } from '../recording.js';

export const someRecordingSid = (): string => `RE${randomBytes(16).toString('hex')}`;

export const someOwner = (): RecordingOwner => ({
  callId: randomUUID(),
  attempt: 1,
  callSid: `CA${randomBytes(16).toString('hex')}`,
});

/** A complete recording, as Twilio tells of it. */
export const someRecordingEvent = (event: Partial<RecordingEvent> = {}): RecordingEvent => ({
  key: randomUUID(),
  receivedAt: new Date(),
  status: 'completed',
  details: { durationSeconds: 7, url: 'https://api.twilio.com/RE1' },
  params: { RecordingUrl: 'https://api.twilio.com/RE1' },
  ...event,
});

/** Its transcription. */
export const someTranscriptionEvent = (text = 'Call me at home.'): RecordingEvent => ({
  key: randomUUID(),
  receivedAt: new Date(),
  transcriptionStatus: 'completed',
  details: { transcriptionSid: 'TR1', transcriptionText: text },
  params: { TranscriptionText: text },
});
