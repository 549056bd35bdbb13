import { ApiProperty } from '@nestjs/swagger';
import { CALL_EVENT_KINDS } from '../../model/call-event.js';
import { CALL_STATUSES, type CallStatus, type Source } from '../../model/call-status.js';
import { CodeExplanationDto } from '../../view/dto/code-explanation.dto.js';

const KINDS = [
  'requested',
  'waiting',
  'rescheduled',
  'created',
  'undone',
  'transcription',
  'unkept',
  'over',
  'feedback',
  'erased',
  ...CALL_EVENT_KINDS,
];

/** A field before and after; a time is RFC 3339. */
export class ChangeDto {
  @ApiProperty({ nullable: true, oneOf: [{ type: 'string' }, { type: 'number' }], example: 'ringing' })
  from!: string | number | Date | null;
  @ApiProperty({ nullable: true, oneOf: [{ type: 'string' }, { type: 'number' }], example: 'busy' })
  to!: string | number | Date | null;
}

/** One thing that was learnt about the call. */
export class TimelineEventDto {
  /** The attempt that it is about, counted from 1; null for what happened to the call itself. */
  @ApiProperty({ type: 'integer', nullable: true, example: 1 })
  attempt!: number | null;
  @ApiProperty({
    enum: ['client', 'callback', 'api', 'atlas'],
    description: 'Who said so: a client, a webhook of Twilio, its REST API, or Atlas itself.',
  })
  source!: Source | 'client';
  @ApiProperty({ enum: KINDS })
  kind!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'busy',
    description: 'The status that it told: of the call, or of the recording or transcription it is about.',
  })
  status!: string | null;
  @ApiProperty({ type: Date, nullable: true, description: 'When Twilio says that it happened.' })
  occurred_at!: Date | null;
  /** When it reached Atlas. */
  received_at!: Date;
  @ApiProperty({ type: String, nullable: true, example: 'RE0123456789abcdef0123456789abcdef' })
  recording_sid!: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: '#/components/schemas/ChangeDto' },
    description: 'What it changed, by field; empty where nothing.',
    example: { status: { from: 'ringing', to: 'busy' }, sip_code: { from: null, to: 486 } },
  })
  changes!: Record<string, ChangeDto>;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'an older status',
    description:
      'Why what was told changed nothing; null where it changed something, and for what a client or Atlas did.',
  })
  ignored!: string | null;
  /** Its codes in words, with what to do. */
  @ApiProperty({ type: [CodeExplanationDto] })
  explanations!: CodeExplanationDto[];
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description:
      "The useful part of what came, in Twilio's own words; `left_out` names what was too long to be kept, `digits` the key that ended a recording, or `hangup`.",
    example: { call_status: 'busy', sequence_number: '2', sip_response_code: '486' },
  })
  details!: Record<string, string>;
}

/** How a call became what it is. */
export class TimelineDto {
  /** @example '7b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11' */
  call_id!: string;
  @ApiProperty({ enum: CALL_STATUSES, example: 'busy' })
  status!: CallStatus;
  @ApiProperty({
    type: 'integer',
    example: 0,
    description:
      "How many of Twilio's answers changed something because Atlas had asked: news that got lost, prices.",
  })
  repairs!: number;
  /** In the order of arrival. */
  @ApiProperty({ type: [TimelineEventDto] })
  events!: TimelineEventDto[];
}
