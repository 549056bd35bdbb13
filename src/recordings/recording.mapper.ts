import type { RecordingDto } from './dto/recording.dto.js';
import { type Recording, recordingStatus, transcriptionStatus } from './recording.js';

export const toRecordingDto = (recording: Recording): RecordingDto => ({
  sid: recording.sid,
  call_sid: recording.callSid,
  status: recordingStatus(recording),
  duration: recording.durationSeconds ?? null,
  url: recording.url ?? null,
  started_at: recording.startedAt ?? null,
  error_code: recording.errorCode ?? null,
  transcription: recording.transcriptionSid
    ? {
        sid: recording.transcriptionSid,
        status: transcriptionStatus(recording),
        text: recording.transcriptionText ?? null,
      }
    : null,
});
