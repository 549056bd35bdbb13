import { ApiProperty } from '@nestjs/swagger';
import { FilteredDto, SpanDto } from './span.dto.js';

const count = { type: 'integer', minimum: 0 } as const;

/** Calls by how they stand. */
export class OutcomesDto extends FilteredDto {
  @ApiProperty(count)
  total!: number;

  @ApiProperty(count)
  queued!: number;

  @ApiProperty(count)
  initiated!: number;

  @ApiProperty(count)
  ringing!: number;

  @ApiProperty(count)
  'in-progress'!: number;

  @ApiProperty(count)
  completed!: number;

  @ApiProperty(count)
  failed!: number;

  @ApiProperty(count)
  'no-answer'!: number;

  @ApiProperty(count)
  busy!: number;

  @ApiProperty(count)
  canceled!: number;
}

/** The calls that were made on a day. */
export class DayOutcomesDto extends OutcomesDto {
  @ApiProperty({ format: 'date', example: '2026-01-02' })
  day!: string;
}

export class CallsResultsDto extends SpanDto {
  @ApiProperty({ type: OutcomesDto })
  all!: OutcomesDto;

  @ApiProperty({ type: [DayOutcomesDto], description: 'Every day, also without a call.' })
  rows!: DayOutcomesDto[];
}
