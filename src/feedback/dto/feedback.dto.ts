import { ApiProperty } from '@nestjs/swagger';

const score = { type: 'integer', minimum: 1, maximum: 5 } as const;

/** Feedback as clients see it. */
export class FeedbackDto {
  @ApiProperty({
    description:
      'The SID that was asked for; else the last that the call has, or its call_id while it has none.',
    example: 'CA0123456789abcdef0123456789abcdef',
  })
  call_sid!: string;

  @ApiProperty({ ...score, example: 5 })
  call_quality!: number;

  @ApiProperty({ ...score, example: 4 })
  agent_helpfulness!: number;

  @ApiProperty({ ...score, example: 5 })
  resolution!: number;

  @ApiProperty({ ...score, example: 3 })
  call_ease!: number;

  @ApiProperty({ ...score, example: 4 })
  overall_satisfaction!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Null when none were given.',
    example: 'Clear and friendly.',
  })
  notes!: string | null;

  @ApiProperty({
    format: 'date-time',
    description: 'When feedback was first given on this call.',
    example: '2026-01-02T03:04:05.678Z',
  })
  created_at!: string;
}
