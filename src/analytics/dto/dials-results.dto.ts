import { ApiProperty } from '@nestjs/swagger';
import { FilteredDto, SpanDto } from './span.dto.js';

const count = { type: 'integer', minimum: 0 } as const;
const rate = { type: 'number', nullable: true, minimum: 0, maximum: 1 } as const;

/** The calls that were first dialled in an hour of the week, and how that dial went. */
export class HourAnswersDto extends FilteredDto {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: 7, description: '1 is Monday.' })
  weekday!: number;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 23 })
  hour!: number;

  @ApiProperty(count)
  dialled!: number;

  @ApiProperty(count)
  answered!: number;

  @ApiProperty(count)
  unanswered!: number;

  @ApiProperty({ ...count, description: 'Whose first dial has not ended yet, as far as is known.' })
  open!: number;

  @ApiProperty({ ...rate, description: 'Of those that are not open; null where there are none.' })
  rate!: number | null;
}

export class AnswersResultsDto extends SpanDto {
  @ApiProperty(count)
  dialled!: number;

  @ApiProperty({ ...rate, description: 'Over all hours.' })
  rate!: number | null;

  @ApiProperty({
    type: [HourAnswersDto],
    description: 'The hours of the week in which anything was dialled.',
  })
  rows!: HourAnswersDto[];
}

/** How many attempts calls have had, and whether one was answered. */
export class AttemptsDto extends FilteredDto {
  @ApiProperty({
    enum: ['answered', 'unanswered', 'open'],
    description: '`open`: none was answered, and the call has not ended.',
  })
  result!: string;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    minimum: 0,
    description: 'The one that was first answered; else how many there were; null while it is open.',
  })
  attempts!: number | null;

  @ApiProperty(count)
  calls!: number;
}

export class AttemptsResultsDto extends SpanDto {
  @ApiProperty({ type: [AttemptsDto] })
  rows!: AttemptsDto[];
}

/** Calls that were answered, by how long they were. */
export class DurationDto extends FilteredDto {
  @ApiProperty({ type: 'integer', nullable: true, description: 'Null where it is not known (yet).' })
  from_seconds!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Shorter than this; null for the longest.' })
  until_seconds!: number | null;

  @ApiProperty(count)
  calls!: number;
}

export class DurationsResultsDto extends SpanDto {
  @ApiProperty({ ...count, description: 'Calls whose duration is known.' })
  calls!: number;

  @ApiProperty(count)
  total_seconds!: number;

  @ApiProperty({ type: 'number', nullable: true, description: 'Null where no duration is known.' })
  average_seconds!: number | null;

  @ApiProperty({ type: [DurationDto] })
  rows!: DurationDto[];
}

/** Calls that ended without being completed, for one reason. */
export class FailureDto extends FilteredDto {
  @ApiProperty({
    description: 'A code of Twilio’s or of Atlas’s, `sip-` and a code, or `status-` and a status.',
    example: 'sip-486',
  })
  reason!: string;

  @ApiProperty({ description: 'What happened.', example: 'The line was busy' })
  meaning!: string;

  @ApiProperty({ type: String, nullable: true, description: 'What to do about it.' })
  fix!: string | null;

  @ApiProperty(count)
  calls!: number;
}

export class FailuresResultsDto extends SpanDto {
  @ApiProperty(count)
  calls!: number;

  @ApiProperty({ type: [FailureDto], description: 'The most frequent first.' })
  rows!: FailureDto[];
}
