import { type Copy, wholeCopy } from './copies/copy.js';
import type { RecordingCopyDto } from './copies/dto/recording-copy.dto.js';
import type { RecordingDto } from './dto/recording.dto.js';
import { type Recording, recordingStatus, transcriptionStatus } from './recording.js';
import type { RecordingDeletionDto } from './removal/dto/recording-deletion.dto.js';
import type { Removal } from './removal/removal.js';

const toDeletionDto = ({ at, why, tryAt }: Removal): RecordingDeletionDto => ({
  deleted_at: at,
  reason: why,
  at_twilio: tryAt ? 'pending' : 'deleted',
});

const toCopyDto = (copy: Copy | undefined): RecordingCopyDto | null => {
  const whole = wholeCopy(copy);
  return (
    whole && {
      copied_at: whole.at,
      store: whole.store,
      sounds: whole.sounds.map(({ format, size, sha256 }) => ({ format, size, sha256 })),
      at_twilio: whole.stage === 'moved' ? 'deleted' : 'kept',
    }
  );
};

export const toRecordingDto = (recording: Recording): RecordingDto => ({
  sid: recording.sid,
  call_sid: recording.callSid,
  status: recordingStatus(recording),
  duration: recording.durationSeconds ?? null,
  url: recording.copy?.stage === 'moved' ? null : (recording.url ?? null),
  started_at: recording.startedAt ?? null,
  error_code: recording.errorCode ?? null,
  transcription: recording.transcriptionSid
    ? {
        sid: recording.transcriptionSid,
        status: transcriptionStatus(recording),
        text: recording.transcriptionText ?? null,
      }
    : null,
  copy: recording.removal ? null : toCopyDto(recording.copy),
  deletion: recording.removal ? toDeletionDto(recording.removal) : null,
});
