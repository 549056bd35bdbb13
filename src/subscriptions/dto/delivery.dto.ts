import { ApiProperty } from '@nestjs/swagger';
import { DELIVERY_STATUSES, type DeliveryStatus } from '../deliveries/delivery.js';
import { EVENT_TYPES, type EventType } from '../events/event-types.js';

const EXAMPLE_ID = 'evt_7f0c2b1e5d0a4c399a432f1d3f8f6f10_3.0b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11';

/** One try to deliver. */
export class DeliveryTryDto {
  @ApiProperty({ format: 'date-time', example: '2026-01-02T03:04:05.678Z' })
  at!: string;

  @ApiProperty({ description: 'Milliseconds.', example: 84 })
  took_ms!: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'What the endpoint answered with.',
    example: 200,
  })
  status!: number | null;

  @ApiProperty({ type: String, nullable: true, description: 'The beginning of its answer.', example: 'ok' })
  answer!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why there was none.', example: null })
  error!: string | null;
}

/** One event on its way to one endpoint. */
export class DeliveryDto {
  @ApiProperty({ example: EXAMPLE_ID })
  id!: string;

  @ApiProperty({
    description: 'The `webhook-id`: the same at every try.',
    example: 'evt_7f0c2b1e5d0a4c399a432f1d3f8f6f10_3',
  })
  event_id!: string;

  @ApiProperty({ format: 'uuid', example: '0b7c3f0e-1f6b-4a8e-9d5f-2f1f0a7c9b11' })
  subscription_id!: string;

  @ApiProperty({ enum: Object.keys(EVENT_TYPES), example: 'call.ended' })
  type!: EventType;

  @ApiProperty({ type: String, nullable: true, example: '7f0c2b1e-5d0a-4c39-9a43-2f1d3f8f6f10' })
  call_id!: string | null;

  @ApiProperty({
    enum: DELIVERY_STATUSES,
    description: '`dead`: it is tried no more, unless somebody has it sent again.',
    example: 'delivered',
  })
  status!: DeliveryStatus;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it is tried next.',
    example: null,
  })
  due_at!: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-02T03:04:05.678Z' })
  created_at!: string;

  @ApiProperty({ type: [DeliveryTryDto], description: 'The last 20, oldest first.' })
  tries!: DeliveryTryDto[];
}

/** What is sent: as it was at the last try, or would be now. */
export class DeliveryRequestDto {
  @ApiProperty({ format: 'uri', example: 'https://example.com/hooks/atlas' })
  url!: string;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, example: {} })
  headers!: Record<string, string>;

  @ApiProperty({ description: 'JSON.', example: '{"type":"call.ended"}' })
  body!: string;

  @ApiProperty({
    description: 'The same for a shell.',
    example: "curl -X POST 'https://example.com/hooks/atlas'",
  })
  curl!: string;
}

/** A delivery in full. */
export class DeliveryDetailsDto extends DeliveryDto {
  @ApiProperty({
    type: DeliveryRequestDto,
    nullable: true,
    description: 'Null where the event is kept no more.',
  })
  request!: DeliveryRequestDto | null;
}

/** A part of the deliveries of an endpoint, newest first. */
export class DeliveryListDto {
  @ApiProperty({ example: 10 })
  page_size!: number;

  @ApiProperty({ type: [DeliveryDto] })
  data!: DeliveryDto[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Give it as `cursor`, with the same filters, for what follows; null where nothing does.',
    example: null,
  })
  next_cursor!: string | null;
}

/** How many deliveries are sent again. */
export class ReplayedDto {
  @ApiProperty({ example: 12 })
  replayed!: number;
}
