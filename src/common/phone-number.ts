import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** What is known of a number in E.164 from its digits alone. */
export interface PhoneNumber {
  e164: string;
  /** ISO 3166; null where the digits tell of no single one. */
  country: string | null;
  /** Without the plus sign. */
  callingCode: string;
  /** The digits after the calling code. */
  national: string;
  /** Whether such a number may have been given to somebody, as far as the numbering plans are known here. */
  isValid: boolean;
  /** libphonenumber's word, such as `PREMIUM_RATE`; null for a number that is not valid. */
  type: string | null;
}

/** Reads a number; one of a calling code that is none is not valid, and has no national part. */
export const readPhoneNumber = (e164: string): PhoneNumber => {
  const parsed = parsePhoneNumberFromString(e164);
  if (!parsed) return { e164, country: null, callingCode: '', national: '', isValid: false, type: null };
  const [only, ...others] = parsed.getPossibleCountries();
  return {
    e164,
    country: parsed.country ?? (others.length === 0 ? (only ?? null) : null),
    callingCode: parsed.countryCallingCode,
    national: parsed.nationalNumber,
    isValid: parsed.isValid(),
    type: parsed.getType() ?? null,
  };
};
