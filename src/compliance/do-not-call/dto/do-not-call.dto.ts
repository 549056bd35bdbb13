import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { E164_PATTERN, IsE164 } from '../../../common/validators/is-e164.js';
import { IsNumberList } from './is-number-list.js';
import { QueryPlus } from '../../../common/validators/query-values.js';
import { IsOptionalField } from '../../../common/validators/is-optional-field.js';
import { IsText, textSchema } from '../../../common/validators/is-text.js';

/** So many numbers fit into one request. */
export const MOST_NUMBERS = 5_000;

const SOURCE = { min: 1, max: 100, notBlank: true, oneLine: true };
const NOTE = { max: 500 };

/** Where numbers come from that are put on the list. */
export class DoNotCallOriginDto {
  @ApiProperty({
    ...textSchema(SOURCE),
    description: 'Who or what has put it there, in your words.',
    example: 'support',
  })
  @IsText(SOURCE)
  source!: string;

  @ApiPropertyOptional({ ...textSchema(NOTE), nullable: true, example: 'Asked not to be called again.' })
  @IsOptionalField()
  @IsText(NOTE)
  note?: string;
}

/** A number for the list. */
export class AddDoNotCallDto extends DoNotCallOriginDto {
  @ApiProperty({
    pattern: E164_PATTERN,
    description: 'E.164. Whatever its spelling, it counts for all spellings of the number.',
    example: '+14155550199',
  })
  @IsE164()
  number!: string;
}

/** Many numbers for the list. */
export class ImportDoNotCallDto extends DoNotCallOriginDto {
  @ApiProperty({
    type: 'array',
    items: { type: 'string', pattern: E164_PATTERN },
    minItems: 1,
    maxItems: MOST_NUMBERS,
    description: 'E.164, in any spelling. One that is wrong has all of them refused.',
    example: ['+14155550198', '+14155550199'],
  })
  @IsNumberList(MOST_NUMBERS)
  numbers!: string[];
}

/** Names a number in a query. */
export class NumberQueryDto {
  @ApiProperty({
    pattern: E164_PATTERN,
    description: 'The number, in E.164, in any spelling.',
    example: '+14155550199',
  })
  @QueryPlus()
  @IsE164()
  number!: string;
}

/** A number that is never called. */
export class DoNotCallDto {
  @ApiProperty({
    example: '0199',
    description:
      'Its last four digits: the number itself is not kept. Empty once what was known of its holder was erased.',
  })
  last_four!: string;
  @ApiProperty({ example: 'support' })
  source!: string;
  @ApiProperty({ type: String, nullable: true, example: 'Asked not to be called again.' })
  note!: string | null;
  added_at!: Date;
}

/** What came of an import. */
export class ImportedDto {
  @ApiProperty({ type: 'integer', description: 'Numbers that were not on the list before.' })
  added!: number;
  @ApiProperty({
    type: 'integer',
    description: 'Numbers that were, or were named twice; they stay as they were.',
  })
  known!: number;
}
