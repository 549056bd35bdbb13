import { textFields } from '../common/text-fields.js';
import { type RecordingEvent, TRANSCRIPTION_STATUSES } from './recording.js';

/** What Twilio's REST API says of a transcription, as src/twilio reads it. */
export interface TwilioTranscriptionAnswer {
  sid: string;
  /** Twilio's own word. */
  status: string;
  text: string;
}

/** What Twilio's REST API says of a transcription, as an event of its recording. */
export const transcriptionNews = (
  transcription: TwilioTranscriptionAnswer,
  receivedAt = new Date(),
): RecordingEvent => ({
  key: [transcription.sid, 'api', transcription.status].join(':'),
  source: 'api',
  receivedAt,
  transcriptionStatus: TRANSCRIPTION_STATUSES.find((status) => status === transcription.status),
  details: {
    transcriptionSid: transcription.sid,
    transcriptionText: transcription.text || undefined,
  },
  params: textFields(transcription),
});
