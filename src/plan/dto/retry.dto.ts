import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { IsIntegerBetween } from '../../common/validators/is-integer-between.js';
import { IsListOf } from '../../common/validators/is-list-of.js';
import { IsOneOf } from '../../common/validators/is-one-of.js';
import { IsOptionalField } from '../../common/validators/is-optional-field.js';
import { RETRY_OUTCOMES, type RetryOutcome } from '../dial-outcome.js';
import {
  type Backoff,
  BACKOFFS,
  DEFAULT_DELAY_SECONDS,
  MAX_ATTEMPTS,
  MAX_DELAY_SECONDS,
} from '../retry-policy.js';

const isDelay = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_DELAY_SECONDS;

const IsDelays = (): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isDelays',
      validator: {
        validate: (value) =>
          Array.isArray(value) && value.length > 0 && value.length < MAX_ATTEMPTS && value.every(isDelay),
      },
    },
    { message: `must be a list of 1 to ${MAX_ATTEMPTS - 1} integers between 0 and ${MAX_DELAY_SECONDS}` },
  );

const IsWithoutDelays = (): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isWithoutDelays',
      validator: { validate: (_, args) => (args?.object as RetryDto | undefined)?.delays === undefined },
    },
    { message: 'must be left out where delays is given' },
  );

/** Whether and when the callee is called again. */
export class RetryDto {
  /**
   * How often the callee is called at most, the first time included.
   * @example 3
   */
  @ApiProperty({ type: 'integer', minimum: 1, maximum: MAX_ATTEMPTS })
  @IsIntegerBetween(1, MAX_ATTEMPTS)
  max_attempts!: number;

  /** What an attempt has to end as for another to follow; voicemail needs machine_detection. */
  @ApiProperty({
    enum: RETRY_OUTCOMES,
    isArray: true,
    minItems: 1,
    uniqueItems: true,
    example: ['no-answer', 'busy'],
  })
  @IsListOf(RETRY_OUTCOMES)
  on!: RetryOutcome[];

  /**
   * Seconds from the end of each attempt to the next, at most max_attempts - 1 of them; the last stands for all that
   * follow it. In place of delay_seconds and backoff.
   */
  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'integer', minimum: 0, maximum: MAX_DELAY_SECONDS },
    minItems: 1,
    maxItems: MAX_ATTEMPTS - 1,
    example: [300, 3600],
  })
  @IsOptionalField()
  @IsDelays()
  delays?: number[];

  /** Seconds from the end of an attempt to the next. */
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: MAX_DELAY_SECONDS,
    default: DEFAULT_DELAY_SECONDS,
  })
  @IsOptionalField({ default: DEFAULT_DELAY_SECONDS })
  @IsIntegerBetween(0, MAX_DELAY_SECONDS)
  @IsWithoutDelays()
  delay_seconds?: number;

  /** Whether delay_seconds stays as it is or doubles after each attempt. */
  @ApiPropertyOptional({ enum: BACKOFFS, default: 'fixed' })
  @IsOptionalField({ default: 'fixed' })
  @IsOneOf(BACKOFFS)
  @IsWithoutDelays()
  backoff?: Backoff;
}
