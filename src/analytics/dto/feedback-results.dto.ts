import { ApiProperty } from '@nestjs/swagger';
import { SCORES } from '../scores.js';
import { FilteredDto, SpanDto } from './span.dto.js';

const count = { type: 'integer', minimum: 0 } as const;
const NAMES = SCORES.map(({ name }) => name);

/** What was answered to one question. */
export class ScoreDto extends FilteredDto {
  @ApiProperty({ enum: NAMES })
  question!: string;

  @ApiProperty(count)
  given!: number;

  @ApiProperty({
    type: 'number',
    nullable: true,
    minimum: 1,
    maximum: 5,
    description: 'Null where none was.',
  })
  average!: number | null;

  @ApiProperty({ ...count, description: 'How often the worst was given.' })
  points_1!: number;

  @ApiProperty(count)
  points_2!: number;

  @ApiProperty(count)
  points_3!: number;

  @ApiProperty(count)
  points_4!: number;

  @ApiProperty(count)
  points_5!: number;
}

/** The same, on the calls that were made on a day. */
export class DayScoreDto extends ScoreDto {
  @ApiProperty({ format: 'date', example: '2026-01-02' })
  day!: string;
}

/** What somebody wrote. */
export class NoteDto {
  @ApiProperty()
  call_id!: string;

  @ApiProperty({ description: 'When feedback was first given on the call.' })
  created_at!: Date;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 5 })
  overall_satisfaction!: number;

  @ApiProperty()
  notes!: string;
}

export class FeedbackResultsDto extends SpanDto {
  @ApiProperty({ ...count, description: 'Calls with feedback.' })
  given!: number;

  @ApiProperty({ type: [ScoreDto], description: 'One for each question.' })
  all!: ScoreDto[];

  @ApiProperty({ type: [DayScoreDto], description: 'Each question on each day with feedback.' })
  rows!: DayScoreDto[];

  @ApiProperty({ type: [NoteDto], description: 'Of the calls that were made last, at most 20.' })
  notes!: NoteDto[];
}
