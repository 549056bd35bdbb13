import { ApiProperty } from '@nestjs/swagger';
import { WEBHOOK_REFUSALS } from '../../../twilio/webhook-refusal.js';

const COUNT = { type: 'integer', minimum: 0 } as const;

/** How many came, and what became of them. */
class WebhookNumbersDto {
  @ApiProperty({ ...COUNT, example: 1240, description: 'All that came: the sum of the three others.' })
  received!: number;

  @ApiProperty({ ...COUNT, example: 1231 })
  accepted!: number;

  @ApiProperty({ ...COUNT, example: 7, description: 'Answered 4xx; `refusals` says why.' })
  refused!: number;

  @ApiProperty({
    ...COUNT,
    example: 2,
    description: 'Answered 5xx, or left before the answer: Twilio sends those again.',
  })
  failed!: number;
}

/** The same for one route. */
class WebhookKindDto extends WebhookNumbersDto {
  @ApiProperty({
    enum: ['voice', 'fallback', 'recorded', 'status', 'recording', 'probe', 'other'],
    example: 'status',
    description:
      'What Twilio asks or tells; `probe` is what `npm run doctor` sends, `other` came to none of the webhooks.',
  })
  kind!: string;
}

/** Why webhooks were refused. */
class WebhookRefusalDto {
  @ApiProperty({ enum: Object.keys(WEBHOOK_REFUSALS), example: 'token' })
  reason!: string;

  @ApiProperty({ type: String, example: WEBHOOK_REFUSALS.token, description: 'In words, and what to do.' })
  meaning!: string;

  @ApiProperty({ ...COUNT, example: 7 })
  count!: number;

  @ApiProperty({ type: String, format: 'date-time', description: 'When the last of them came.' })
  last_at!: string;
}

/** Webhooks of some hours, on all instances. Other instances tell theirs once a minute. */
export class WebhookSummaryDto extends WebhookNumbersDto {
  @ApiProperty({ type: String, format: 'date-time' })
  from!: string;

  @ApiProperty({ type: String, format: 'date-time' })
  until!: string;

  @ApiProperty({ type: [WebhookKindDto], description: 'By route, those that most came to first.' })
  kinds!: WebhookKindDto[];

  @ApiProperty({ type: [WebhookRefusalDto], description: 'By reason, the most frequent first.' })
  refusals!: WebhookRefusalDto[];
}
