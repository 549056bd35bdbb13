import { ValidateBy } from 'class-validator';
import { IsIntegerBetween } from '../../common/validators/is-integer-between.js';
import { IsJsonBoolean } from '../../common/validators/is-json-boolean.js';
import { IsOptionalField } from '../../common/validators/is-optional-field.js';
import type { AccountLimits } from '../account.js';

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

  /** Answers 401 to every REST request, as after a rotation of the auth token. */
  @IsOptionalField()
  @IsJsonBoolean()
  refuses_credentials?: boolean;
}

/** The limits that the settings make of given ones. */
export const changedLimits = (limits: AccountLimits, settings: AccountSettings): AccountLimits => ({
  callsPerSecond: settings.calls_per_second ?? limits.callsPerSecond,
  requestsPerSecond: settings.requests_per_second ?? limits.requestsPerSecond,
  eventsDelaySeconds: settings.events_delay_seconds ?? limits.eventsDelaySeconds,
  refusesCredentials: settings.refuses_credentials ?? limits.refusesCredentials,
});

/** Limits as the control API shows them, by the names under which they are set. */
export const limitsResource = (limits: AccountLimits): Required<AccountSettings> => ({
  calls_per_second: limits.callsPerSecond,
  requests_per_second: limits.requestsPerSecond,
  events_delay_seconds: limits.eventsDelaySeconds,
  refuses_credentials: limits.refusesCredentials,
});
