import type { Column } from '../../common/csv.js';
import type { Recording } from '../../recordings/recording.js';
import { toRecordingDto } from '../../recordings/recording.mapper.js';

export const RECORDING_COLUMNS: readonly Column[] = [
  'sid',
  'call_id',
  'call_sid',
  'status',
  'duration',
  'url',
  'created_at',
  'started_at',
  'error_code',
  'transcription_sid',
  'transcription_status',
  'transcription_text',
].map((name) => ({ name }));

/** What is known of a recording, with the call that it is of. */
export const toRecordingLine = (recording: Recording): object =>
  Object.assign({ call_id: recording.callId }, toRecordingDto(recording), {
    created_at: recording.createdAt,
  });

/** The same as a row. */
export const toRecordingRow = (recording: Recording): object => {
  const { transcription, ...shown } = toRecordingDto(recording);
  return {
    ...shown,
    call_id: recording.callId,
    created_at: recording.createdAt,
    transcription_sid: transcription?.sid,
    transcription_status: transcription?.status,
    transcription_text: transcription?.text,
  };
};
