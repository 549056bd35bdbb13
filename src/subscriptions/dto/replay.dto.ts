import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOneOf } from '../../common/validators/is-one-of.js';
import { IsOptionalField } from '../../common/validators/is-optional-field.js';
import { IsTimestamp } from '../../common/validators/is-timestamp.js';
import { DELIVERY_STATUSES, type DeliveryStatus } from '../deliveries/delivery.js';
import { EVENT_TYPES, type EventType } from '../events/event-types.js';

const MOMENT = { format: 'date-time', example: '2026-01-02T03:04:05Z' };

/** The body of POST /subscriptions/{subscription_id}/replays: which deliveries are sent again. */
export class ReplayDto {
  @ApiPropertyOptional({ enum: DELIVERY_STATUSES, example: 'dead' })
  @IsOptionalField()
  @IsOneOf(DELIVERY_STATUSES)
  status?: DeliveryStatus;

  @ApiPropertyOptional({ enum: Object.keys(EVENT_TYPES), example: 'call.ended' })
  @IsOptionalField()
  @IsOneOf(Object.keys(EVENT_TYPES))
  type?: EventType;

  @ApiPropertyOptional({
    ...MOMENT,
    description: 'From this moment on; without a status also what the endpoint was never sent.',
  })
  @IsOptionalField()
  @IsTimestamp()
  since?: string;

  @ApiPropertyOptional({ ...MOMENT, description: 'Before this moment.' })
  @IsOptionalField()
  @IsTimestamp()
  until?: string;
}
