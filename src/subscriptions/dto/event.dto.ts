import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsCursor } from '../../common/validators/is-cursor.js';
import { IsIntegerBetween } from '../../common/validators/is-integer-between.js';
import { IsOptionalField } from '../../common/validators/is-optional-field.js';
import { QueryInteger } from '../../common/validators/query-values.js';
import { EVENT_TYPES, type EventType } from '../events/event-types.js';
import { parseCursor } from '../position-cursor.js';

/** Which events are read. */
export class EventListQueryDto {
  @ApiPropertyOptional({
    description: 'The `next_cursor` of an answer: continues after it. Without it reading begins now.',
  })
  @IsOptionalField()
  @IsCursor(parseCursor)
  cursor?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 100,
    default: 100,
    description: 'Events in one part.',
  })
  @QueryInteger()
  @IsIntegerBetween(1, 100)
  page_size: number = 100;
}

/** An event as endpoints are sent it. */
export class EventDto {
  @ApiProperty({ description: 'The `webhook-id`.', example: 'evt_7f0c2b1e5d0a4c399a432f1d3f8f6f10_3' })
  id!: string;

  @ApiProperty({ enum: Object.keys(EVENT_TYPES), example: 'call.ended' })
  type!: EventType;

  @ApiProperty({ description: 'JSON: the bytes that are sent.', example: '{"type":"call.ended"}' })
  body!: string;
}

/** A part of the events, oldest first. */
export class EventListDto {
  @ApiProperty({ type: [EventDto] })
  data!: EventDto[];

  @ApiProperty({
    description: 'Give it as `cursor` for what follows, now or later.',
    example: 'MTc2NzMyMzA0NTY3OC5ldnRfMQ',
  })
  next_cursor!: string;
}

/** What endpoints can be told of. */
export class EventTypeDto {
  @ApiProperty({ enum: Object.keys(EVENT_TYPES), example: 'call.ended' })
  type!: EventType;

  @ApiProperty({ example: 'It is over, with `status`.' })
  description!: string;
}

export class EventTypeListDto {
  @ApiProperty({ type: [EventTypeDto] })
  data!: EventTypeDto[];
}
