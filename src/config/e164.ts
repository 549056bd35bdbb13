import { isPossiblePhoneNumber } from 'libphonenumber-js';

/** `+` and 7 to 15 digits that libphonenumber calls a possible number; Twilio's `+1500555…` test numbers pass. */
export const isE164 = (value: unknown): value is string =>
  typeof value === 'string' && /^\+\d{7,15}$/.test(value) && isPossiblePhoneNumber(value);
