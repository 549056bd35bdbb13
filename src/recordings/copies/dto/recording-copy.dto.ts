import { ApiProperty } from '@nestjs/swagger';
import { STORE_NAMES, type StoreName } from '../../../storage/content-store.js';
import { MEDIA_FORMATS, type MediaFormat } from '../../media/media-format.js';

const AT_TWILIO = ['kept', 'deleted'] as const;

/** One sound of a copy. */
export class CopiedSoundDto {
  @ApiProperty({ enum: MEDIA_FORMATS })
  format!: MediaFormat;
  /** Bytes. */
  @ApiProperty({ type: 'integer', example: 56_044 })
  size!: number;
  /** @example '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' */
  sha256!: string;
}

/** That a recording is kept in a store of our own. */
export class RecordingCopyDto {
  /** When it was read back and found whole. */
  copied_at!: Date;
  @ApiProperty({ enum: STORE_NAMES })
  store!: StoreName;
  sounds!: CopiedSoundDto[];
  /** Whether Twilio has the recording too. */
  @ApiProperty({ enum: AT_TWILIO })
  at_twilio!: (typeof AT_TWILIO)[number];
}
