import { ApiProperty } from '@nestjs/swagger';
import { IsText, textSchema } from '../../common/validators/is-text.js';

const REASON = { min: 1, max: 500, notBlank: true };

/** Why a call is put on hold. */
export class PutHoldDto {
  @ApiProperty({
    ...textSchema(REASON),
    description: 'In your words, without personal data.',
    example: 'Case 2026-17.',
  })
  @IsText(REASON)
  reason!: string;
}

/** That nothing of a call is deleted. */
export class HoldDto {
  /** @example '1f0c2a3b-4d5e-4f60-8a7b-9c0d1e2f3a4b' */
  call_id!: string;
  /** @example 'Case 2026-17.' */
  reason!: string;
  since!: Date;
}

/** One page of the calls on hold, newest first. */
export class HoldPageDto {
  @ApiProperty({ description: 'How many there are on all pages.', example: 1 })
  total!: number;
  @ApiProperty({ example: 1 })
  page!: number;
  @ApiProperty({ example: 10 })
  page_size!: number;
  @ApiProperty({ type: [HoldDto] })
  data!: HoldDto[];
}
