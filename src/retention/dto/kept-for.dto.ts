import { ApiProperty } from '@nestjs/swagger';
import type { KeptFor } from '../kept-for.js';

const WHAT: KeptFor['what'][] = ['recordings', 'transcriptions', 'callbacks', 'events', 'audit'];

/** How long something is kept. */
export class KeptForDto {
  @ApiProperty({
    enum: WHAT,
    description:
      "`callbacks`: the fields of what Twilio told; `events`: what endpoints are sent, with its deliveries; `audit`: the audit log's entries, also those on calls on hold.",
    example: 'recordings',
  })
  what!: KeptFor['what'];

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Null: until somebody deletes it.',
    example: 90,
  })
  days!: number | null;

  @ApiProperty({ description: 'The setting that says so.', example: 'RETENTION_RECORDINGS_DAYS' })
  setting!: string;
}

/** What ends by itself, and when. */
export class RetentionDto {
  @ApiProperty({ type: [KeptForDto] })
  data!: KeptForDto[];
}
