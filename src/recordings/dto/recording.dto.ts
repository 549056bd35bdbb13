import { ApiProperty } from '@nestjs/swagger';
import {
  RECORDING_STATUSES,
  type RecordingStatus,
  TRANSCRIPTION_STATUSES,
  type TranscriptionStatus,
} from '../recording.js';
import { RecordingCopyDto } from '../copies/dto/recording-copy.dto.js';
import { RecordingDeletionDto } from '../removal/dto/recording-deletion.dto.js';

export class TranscriptionDto {
  /** @example 'TR0123456789abcdef0123456789abcdef' */
  sid!: string;
  @ApiProperty({ enum: TRANSCRIPTION_STATUSES, nullable: true })
  status!: TranscriptionStatus | null;
  @ApiProperty({ type: String, nullable: true, example: 'Yes, I will be there.' })
  text!: string | null;
}

/** What the callee said, as Twilio recorded it. */
export class RecordingDto {
  /** @example 'RE0123456789abcdef0123456789abcdef' */
  sid!: string;
  /** @example 'CA0123456789abcdef0123456789abcdef' */
  call_sid!: string;
  @ApiProperty({ enum: RECORDING_STATUSES, nullable: true })
  status!: RecordingStatus | null;
  /** Seconds. */
  @ApiProperty({ type: 'integer', nullable: true, example: 7 })
  duration!: number | null;
  /** Twilio's address of the media: add `.wav` or `.mp3`. It may ask for the account's credentials. Null once it is deleted there. */
  @ApiProperty({ type: String, nullable: true })
  url!: string | null;
  @ApiProperty({ type: Date, nullable: true })
  started_at!: Date | null;
  @ApiProperty({ type: 'integer', nullable: true })
  error_code!: number | null;
  @ApiProperty({ type: TranscriptionDto, nullable: true })
  transcription!: TranscriptionDto | null;
  /** Null unless it is kept in a store of our own, whole. */
  @ApiProperty({ type: RecordingCopyDto, nullable: true })
  copy!: RecordingCopyDto | null;
  /** Null unless it was deleted. */
  @ApiProperty({ type: RecordingDeletionDto, nullable: true })
  deletion!: RecordingDeletionDto | null;
}
