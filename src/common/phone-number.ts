import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** What is known of a number in E.164 from its digits alone. */
export interface PhoneNumber {
  e164: string;
  /** The one way to write it that its numbering plan knows: without what is dialled before it within the country. */
  canonical: string;
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

/** How a number is written that came in E.164 form; as it came where its calling code is none. */
export const canonicalNumber = (e164: string): string => {
  const found = parsePhoneNumberFromString(e164)?.number ?? e164;
  // What is stripped once may begin with a prefix again.
  return found.length < e164.length ? canonicalNumber(found) : found;
};

/** Reads a number; one of a calling code that is none is not valid, and has no national part. */
export const readPhoneNumber = (e164: string): PhoneNumber => {
  const parsed = parsePhoneNumberFromString(e164);
  const canonical = canonicalNumber(e164);
  if (!parsed)
    return { e164, canonical, country: null, callingCode: '', national: '', isValid: false, type: null };
  const [only, ...others] = parsed.getPossibleCountries();
  return {
    e164,
    canonical,
    country: parsed.country ?? (others.length === 0 ? (only ?? null) : null),
    callingCode: parsed.countryCallingCode,
    national: parsed.nationalNumber,
    isValid: parsed.isValid(),
    type: parsed.getType() ?? null,
  };
};
