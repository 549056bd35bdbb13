import { isPossiblePhoneNumber } from 'libphonenumber-js/max';

/** What every such number looks like. */
export const E164_FORM = /^\+[1-9]\d{6,14}$/;

/** `+` and 7 to 15 digits that libphonenumber calls a possible number; Twilio's `+1500555…` test numbers pass. */
export const isE164 = (value: unknown): value is string =>
  typeof value === 'string' && E164_FORM.test(value) && isPossiblePhoneNumber(value);
