import { ApiProperty } from '@nestjs/swagger';
import { EVENT_PATTERNS } from '../events/event-types.js';

const DISABLED_FOR = ['request', 'gone', 'failing'] as const;

const moment = (description: string) => ({
  type: String,
  format: 'date-time',
  nullable: true,
  description,
  example: '2026-01-02T03:04:05.678Z',
});

/** An endpoint as clients see it, without its secret. */
export class SubscriptionDto {
  @ApiProperty({ format: 'uuid', example: '7f0c2b1e-5d0a-4c39-9a43-2f1d3f8f6f10' })
  id!: string;

  @ApiProperty({ format: 'uri', example: 'https://example.com/hooks/atlas' })
  url!: string;

  @ApiProperty({ type: String, nullable: true, example: 'Our reminders' })
  description!: string | null;

  @ApiProperty({ enum: EVENT_PATTERNS, isArray: true, example: ['call.ended', 'recording.*'] })
  types!: string[];

  @ApiProperty({ example: true })
  enabled!: boolean;

  @ApiProperty({
    enum: DISABLED_FOR,
    nullable: true,
    description:
      '`request`: a client said so; `gone`: it answered 410; `failing`: it took nothing for five days.',
    example: null,
  })
  disabled_for!: (typeof DISABLED_FOR)[number] | null;

  @ApiProperty(moment('Since when it is told of nothing.'))
  disabled_at!: string | null;

  @ApiProperty({ description: 'Failures since it took a delivery last.', example: 0 })
  failures!: number;

  @ApiProperty(moment('Since when each delivery failed.'))
  failing_since!: string | null;

  @ApiProperty(moment('After several failures in a row nothing is sent before.'))
  paused_until!: string | null;

  @ApiProperty(moment('When it took a delivery last.'))
  succeeded_at!: string | null;

  @ApiProperty(moment('Until when its old secret signs as well.'))
  old_secret_until!: string | null;

  @ApiProperty({ format: 'date-time', example: '2026-01-02T03:04:05.678Z' })
  created_at!: string;

  @ApiProperty({ format: 'date-time', example: '2026-01-02T03:04:05.678Z' })
  updated_at!: string;
}

/** An endpoint with its new secret. */
export class SubscriptionWithSecretDto extends SubscriptionDto {
  @ApiProperty({
    description: 'What its deliveries are signed with (Standard Webhooks). In this answer alone: keep it.',
    example: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDmC5z4bFjVhA=',
  })
  secret!: string;
}

/** All endpoints, oldest first. */
export class SubscriptionListDto {
  @ApiProperty({ type: [SubscriptionDto] })
  data!: SubscriptionDto[];
}
