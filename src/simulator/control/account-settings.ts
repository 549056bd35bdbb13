import { ValidateBy } from 'class-validator';
import { IsIntegerBetween } from '../../common/validators/is-integer-between.js';
import { IsOptionalField } from '../../common/validators/is-optional-field.js';

const RATE = { min: 0.01, max: 100_000 };

const isRate = (value: unknown): boolean =>
  typeof value === 'number' && value >= RATE.min && value <= RATE.max;

const IsRate = (): PropertyDecorator =>
  ValidateBy(
    { name: 'isRate', validator: { validate: isRate } },
    { message: `must be a number between ${RATE.min} and ${RATE.max}` },
  );

/** The limits of the simulated account. */
export class AccountSettings {
  /** Calls dialled in a simulated second. */
  @IsOptionalField()
  @IsRate()
  calls_per_second?: number;

  /** REST requests accepted in a real second. */
  @IsOptionalField()
  @IsRate()
  requests_per_second?: number;

  /** Simulated seconds between a call's end and its Events being listed. */
  @IsOptionalField()
  @IsIntegerBetween(0, 86_400)
  events_delay_seconds?: number;
}
