import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsCursor } from '../../common/validators/is-cursor.js';
import { IsIntegerBetween } from '../../common/validators/is-integer-between.js';
import { IsOneOf } from '../../common/validators/is-one-of.js';
import { IsOptionalField } from '../../common/validators/is-optional-field.js';
import { QueryInteger } from '../../common/validators/query-values.js';
import { DELIVERY_STATUSES, type DeliveryStatus } from '../deliveries/delivery.js';
import { EVENT_TYPES, type EventType } from '../events/event-types.js';
import { parseCursor } from '../position-cursor.js';

/** Which deliveries of an endpoint are listed, and which part of them. */
export class DeliveryListQueryDto {
  @ApiPropertyOptional({ enum: DELIVERY_STATUSES })
  @IsOptionalField()
  @IsOneOf(DELIVERY_STATUSES)
  status?: DeliveryStatus;

  @ApiPropertyOptional({ enum: Object.keys(EVENT_TYPES) })
  @IsOptionalField()
  @IsOneOf(Object.keys(EVENT_TYPES))
  type?: EventType;

  @ApiPropertyOptional({ description: 'The `next_cursor` of an answer: continues after it.' })
  @IsOptionalField()
  @IsCursor(parseCursor)
  cursor?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 100,
    default: 10,
    description: 'Deliveries in one part.',
  })
  @QueryInteger()
  @IsIntegerBetween(1, 100)
  page_size: number = 10;
}
