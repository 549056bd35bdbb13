import type { RecordingDto } from './dto/recording.dto.js';
import { type Recording, recordingStatus, transcriptionStatus } from './recording.js';
import type { RecordingDeletionDto } from './removal/dto/recording-deletion.dto.js';
import type { Removal } from './removal/removal.js';

const toDeletionDto = ({ at, why, tryAt }: Removal): RecordingDeletionDto => ({
  deleted_at: at,
  reason: why,
  at_twilio: tryAt ? 'pending' : 'deleted',
});

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
  deletion: recording.removal ? toDeletionDto(recording.removal) : null,
});
