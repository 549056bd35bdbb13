import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIntegerBetween } from '../../common/validators/is-integer-between.js';
import { IsObjectOf } from '../../common/validators/is-object-of.js';
import { IsOneOf } from '../../common/validators/is-one-of.js';
import { IsOptionalField } from '../../common/validators/is-optional-field.js';
import { textSchema } from '../../common/validators/is-text.js';
import { IsTextMap } from '../../common/validators/is-text-map.js';
import { IsTimestamp } from '../../common/validators/is-timestamp.js';
import { MACHINE_DETECTIONS, type MachineDetection, MAX_PRIORITY } from '../call-plan.js';
import { CallingWindowDto } from './calling-window.dto.js';
import { CAMPAIGN_ID_PATTERN, IsCampaignId } from './is-campaign-id.js';
import { KeepsPlanRules } from './keeps-plan-rules.decorator.js';
import type { PlanFields } from './plan-fields.js';
import { RetryDto } from './retry.dto.js';

/** When and how often a call is dialled. A request with none of these, or their defaults, is dialled at once and once. */
export class PlanFieldsDto implements PlanFields {
  /** When the call is dialled, RFC 3339: in the future, at most 30 days ahead. */
  @ApiPropertyOptional({ format: 'date-time', nullable: true })
  @IsOptionalField()
  @IsTimestamp()
  @KeepsPlanRules('scheduled_at')
  scheduled_at?: string;

  /** The call, and each repeat of it, waits for this window to open. */
  @ApiPropertyOptional({ type: () => CallingWindowDto, nullable: true })
  @IsOptionalField()
  @IsObjectOf(() => CallingWindowDto)
  @KeepsPlanRules('calling_window')
  calling_window?: CallingWindowDto;

  /** Without it the callee is called once. */
  @ApiPropertyOptional({ type: () => RetryDto, nullable: true })
  @IsOptionalField()
  @IsObjectOf(() => RetryDto)
  @KeepsPlanRules('retry')
  retry?: RetryDto;

  /** Whether Twilio looks for an answering machine, and whether it waits for the end of its greeting. */
  @ApiPropertyOptional({ enum: MACHINE_DETECTIONS, default: 'none' })
  @IsOptionalField({ default: 'none' })
  @IsOneOf(MACHINE_DETECTIONS)
  machine_detection?: MachineDetection;

  /** The call is not dialled at this moment or after it, RFC 3339. */
  @ApiPropertyOptional({ format: 'date-time', nullable: true })
  @IsOptionalField()
  @IsTimestamp()
  @KeepsPlanRules('expires_at')
  expires_at?: string;

  /** 9 is dialled first. */
  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: MAX_PRIORITY, default: 0 })
  @IsOptionalField({ default: 0 })
  @IsIntegerBetween(0, MAX_PRIORITY)
  priority?: number;

  /**
   * Words of your own, given back with the call: at most 16, each of at most 500 characters, under a name of 1 to 40 of
   * A-Za-z0-9_.-.
   */
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string', ...textSchema({ max: 500 }) },
    maxProperties: 16,
    nullable: true,
    example: { appointment: '2026-03-05T10:00', clinic: 'north' },
  })
  @IsOptionalField()
  @IsTextMap({ maxKeys: 16, maxKey: 40, maxValue: 500 })
  metadata?: Record<string, string>;

  /**
   * What the call is part of: 1 to 64 of A-Za-z0-9_-.
   * @example 'spring-reminders'
   */
  @ApiPropertyOptional({ pattern: CAMPAIGN_ID_PATTERN, nullable: true })
  @IsOptionalField()
  @IsCampaignId()
  campaign_id?: string;
}
