import { ApiProperty } from '@nestjs/swagger';
import { FilteredDto, SpanDto } from './span.dto.js';

const count = { type: 'integer', minimum: 0 } as const;
const amount = { type: String, description: 'A decimal; what Twilio took.', example: '12.085' };

/** What calls have cost in one currency. */
export class CostDto extends FilteredDto {
  @ApiProperty({ example: 'USD' })
  currency!: string;

  @ApiProperty(amount)
  cost!: string;

  @ApiProperty({ ...count, description: 'Calls with a price.' })
  calls!: number;
}

/** The same, of the calls that were made on a day. */
export class DayCostDto extends CostDto {
  @ApiProperty({ format: 'date', example: '2026-01-02' })
  day!: string;
}

/** Calls that Twilio has not told the price of, though an attempt has ended. */
export class UnpricedDto extends FilteredDto {
  @ApiProperty(count)
  calls!: number;
}

export class CostResultsDto extends SpanDto {
  @ApiProperty({ type: [CostDto], description: 'One for each currency.' })
  all!: CostDto[];

  @ApiProperty({ type: UnpricedDto })
  unpriced!: UnpricedDto;

  @ApiProperty({ type: [DayCostDto], description: 'The days with a price.' })
  rows!: DayCostDto[];
}
