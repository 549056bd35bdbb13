import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIntegerBetween } from '../../../common/validators/is-integer-between.js';
import { QueryInteger } from '../../../common/validators/query-values.js';

const MOST_HOURS = 168;

/** For how long back webhooks are summed up. */
export class WebhookSummaryQueryDto {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: MOST_HOURS,
    default: 24,
    description: 'Hours until now.',
  })
  @QueryInteger()
  @IsIntegerBetween(1, MOST_HOURS)
  hours: number = 24;
}
