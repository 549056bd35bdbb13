import { ApiPropertyOptional } from '@nestjs/swagger';
import type { PageRequest } from '../page.js';
import { IsIntegerBetween } from '../validators/is-integer-between.js';
import { QueryInteger } from '../validators/query-values.js';

/** The part of a list that is asked for. */
export class PageQueryDto {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 100_000,
    default: 1,
    description: 'Counts from 1.',
  })
  @QueryInteger()
  @IsIntegerBetween(1, 100_000)
  page: number = 1;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 100,
    default: 10,
    description: 'Items on one page.',
  })
  @QueryInteger()
  @IsIntegerBetween(1, 100)
  page_size: number = 10;

  toPageRequest(): PageRequest {
    return { page: this.page, pageSize: this.page_size };
  }
}
