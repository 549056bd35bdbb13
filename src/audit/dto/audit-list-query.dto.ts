import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsCursor } from '../../common/validators/is-cursor.js';
import { IsIntegerBetween } from '../../common/validators/is-integer-between.js';
import { IsOptionalField } from '../../common/validators/is-optional-field.js';
import { IsText, textSchema } from '../../common/validators/is-text.js';
import { IsTimestamp } from '../../common/validators/is-timestamp.js';
import { QueryInteger, QueryPlus } from '../../common/validators/query-values.js';
import { parseCursor } from '../audit-cursor.js';

const NAME = { min: 1, max: 100, oneLine: true };
const RESOURCE = { min: 1, max: 300, oneLine: true };

/** Which acts are listed, and which part of them. */
export class AuditListQueryDto {
  @ApiPropertyOptional({
    ...textSchema(NAME),
    description: 'Who did it, such as `key:7f0c2b1e-5d0a-4c39-9a43-2f1d3f8f6f10` or `cli`.',
  })
  @IsOptionalField()
  @IsText(NAME)
  who?: string;

  @ApiPropertyOptional({ ...textSchema(NAME), description: 'What was done, such as `users.update`.' })
  @IsOptionalField()
  @IsText(NAME)
  action?: string;

  @ApiPropertyOptional({
    ...textSchema(RESOURCE),
    description:
      'To what: type and id, such as `call:CA0123456789abcdef0123456789abcdef`, as the request named it or as it was made. What is no id is looked for by its keyed hash.',
  })
  @IsOptionalField()
  @QueryPlus()
  @IsText(RESOURCE)
  resource?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'At this moment or after it.' })
  @IsOptionalField()
  @QueryPlus()
  @IsTimestamp()
  from?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Before this moment.' })
  @IsOptionalField()
  @QueryPlus()
  @IsTimestamp()
  until?: string;

  @ApiPropertyOptional({ description: 'The `next_cursor` of an answer: continues after it.' })
  @IsOptionalField()
  @IsCursor(parseCursor)
  cursor?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 100,
    default: 10,
    description: 'Acts in one part.',
  })
  @QueryInteger()
  @IsIntegerBetween(1, 100)
  page_size: number = 10;
}
