import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIntegerBetween } from '../../../common/validators/is-integer-between.js';
import { IsOneOf } from '../../../common/validators/is-one-of.js';
import { IsOptionalField } from '../../../common/validators/is-optional-field.js';
import { IsText, textSchema } from '../../../common/validators/is-text.js';
import { MEDIA_FORMATS, type MediaFormat } from '../media-format.js';

const PROOF = { min: 1, max: 100, oneLine: true };
const FORMAT = 'Without it `mp3`; while calls are simulated `wav`, for the simulator makes no MP3.';
const SHORTEST_SECONDS = 30;
const LONGEST_SECONDS = 3600;
const USUAL_SECONDS = 900;

/** Which sound is wanted, and the proof of a link. */
export class MediaQueryDto {
  @ApiPropertyOptional({ enum: MEDIA_FORMATS, description: FORMAT })
  @IsOptionalField()
  @IsOneOf(MEDIA_FORMATS)
  format?: MediaFormat;

  @ApiPropertyOptional({ ...textSchema(PROOF), description: 'Of a link, as it was made.' })
  @IsOptionalField()
  @IsText(PROOF)
  expires?: string;

  @ApiPropertyOptional({ ...textSchema(PROOF), description: 'Of a link, as it was made.' })
  @IsOptionalField()
  @IsText(PROOF)
  signature?: string;
}

/** A link to be made. */
export class CreateMediaLinkDto {
  @ApiPropertyOptional({ enum: MEDIA_FORMATS, nullable: true, example: null, description: FORMAT })
  @IsOptionalField()
  @IsOneOf(MEDIA_FORMATS)
  format?: MediaFormat | null;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: SHORTEST_SECONDS,
    maximum: LONGEST_SECONDS,
    default: USUAL_SECONDS,
    example: USUAL_SECONDS,
    description: 'Seconds that it is good for. What is being read when they are over goes on.',
  })
  @IsOptionalField({ default: USUAL_SECONDS })
  @IsIntegerBetween(SHORTEST_SECONDS, LONGEST_SECONDS)
  expires_in?: number | null;

  get seconds(): number {
    return this.expires_in ?? USUAL_SECONDS;
  }
}

/** A link that opens one recording for a short time, for players that have no key. */
export class MediaLinkDto {
  @ApiProperty({
    example: '/recordings/RE0123456789abcdef0123456789abcdef/media?format=mp3&expires=1767323045&signature=…',
    description: 'At the address of Atlas. Who has it hears the recording: keep it out of logs.',
  })
  path!: string;
  @ApiProperty({ enum: MEDIA_FORMATS, example: 'mp3' })
  format!: MediaFormat;
  expires_at!: Date;
}
