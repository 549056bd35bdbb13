import { readPhoneNumber } from '../common/phone-number.js';

/** What a deployment says of who may be called. */
export interface CallingTerms {
  /** E.164 of the number that calls come from. */
  ownNumber: string;
  /** ISO 3166; null where all are allowed. */
  countries: string[] | null;
  blockedPrefixes: string[];
}

/** What the settings say of it. */
interface CallingWishes {
  allowedCountries?: string[];
  blockedPrefixes?: string[];
}

const ALL = 'ALL';

const countriesOf = (ownNumber: string, allowed: string[]): string[] | null => {
  if (allowed.includes(ALL)) return null;
  const { country } = readPhoneNumber(ownNumber);
  return [...new Set([...(country ? [country] : []), ...allowed])];
};

/** The terms of a deployment; `isOpen` says that no phone rings. */
export const callingTerms = (
  { allowedCountries = [], blockedPrefixes = [] }: CallingWishes,
  ownNumber: string,
  isOpen: boolean,
): CallingTerms => ({
  ownNumber,
  countries: isOpen ? null : countriesOf(ownNumber, allowedCountries),
  blockedPrefixes,
});
