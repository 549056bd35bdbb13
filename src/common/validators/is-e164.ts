import { ValidateBy } from 'class-validator';
import { isPossiblePhoneNumber } from 'libphonenumber-js';

/** `+` and 7 to 15 digits that libphonenumber calls a possible number; Twilio's `+1500555…` test numbers pass. */
export const isE164 = (value: unknown): value is string =>
  typeof value === 'string' && /^\+\d{7,15}$/.test(value) && isPossiblePhoneNumber(value);

export const IsE164 = (): PropertyDecorator =>
  ValidateBy(
    { name: 'isE164', validator: { validate: isE164 } },
    { message: 'must be an E.164 phone number, such as +14155552671' },
  );
