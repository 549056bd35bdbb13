import { ApiProperty } from '@nestjs/swagger';

/** The days that an answer is about. */
export class SpanDto {
  @ApiProperty({ format: 'date', example: '2026-01-01' })
  from!: string;

  @ApiProperty({ format: 'date', description: 'Included.', example: '2026-01-31' })
  to!: string;

  @ApiProperty({ example: 'Europe/Berlin' })
  time_zone!: string;

  @ApiProperty({ description: 'When the first of them began.' })
  since!: Date;

  @ApiProperty({ description: 'When the last of them ends.' })
  until!: Date;
}

/** The calls that a number stands for. */
export class FilteredDto {
  @ApiProperty({
    description: 'As a query of `GET /calls`: it lists the calls that are counted here.',
    example: 'from=2026-01-01T00%3A00%3A00.000Z&until=2026-01-02T00%3A00%3A00.000Z',
  })
  filter!: string;
}
