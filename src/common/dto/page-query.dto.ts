import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import type { PageRequest } from '../page.js';
import { IsIntegerBetween } from '../validators/is-integer-between.js';

/** Digits become a number; all else stays as it is, for the rule to refuse. */
const QueryInteger = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value,
  );

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
