import { canonicalNumber, readPhoneNumber } from '../common/phone-number.js';

/** How much may be called; what is absent is not limited. */
export interface CallingLimits {
  maxAttemptsPerNumber?: number;
  minSecondsBetweenAttempts?: number;
  maxCallsPerDay?: number;
  maxCallsPerDayPerKey?: number;
  maxSpendPerDay?: number;
  estimatedCostPerCall: number;
  maxQueueLength?: number;
}

/** What a deployment says of who may be called. */
export interface CallingTerms extends CallingLimits {
  /** E.164 of the number that calls come from. */
  ownNumber: string;
  /** ISO 3166; null where all are allowed. */
  countries: string[] | null;
  blockedPrefixes: string[];
}

/** What the settings say of it. */
export interface CallingWishes extends CallingLimits {
  allowedCountries?: string[];
  blockedPrefixes?: string[];
}

const ALL = 'ALL';
const MAX_ATTEMPTS_PER_NUMBER = 10;

const countriesOf = (ownNumber: string, allowed: string[]): string[] | null => {
  if (allowed.includes(ALL)) return null;
  const { country } = readPhoneNumber(ownNumber);
  return [...new Set([...(country ? [country] : []), ...allowed])];
};

/** The terms of a deployment; `isOpen` says that no phone rings. */
export const callingTerms = (wishes: CallingWishes, ownNumber: string, isOpen: boolean): CallingTerms => {
  const { allowedCountries = [], blockedPrefixes = [] } = wishes;
  return {
    ownNumber: canonicalNumber(ownNumber),
    countries: isOpen ? null : countriesOf(ownNumber, allowedCountries),
    blockedPrefixes,
    maxAttemptsPerNumber: wishes.maxAttemptsPerNumber ?? (isOpen ? undefined : MAX_ATTEMPTS_PER_NUMBER),
    minSecondsBetweenAttempts: wishes.minSecondsBetweenAttempts,
    maxCallsPerDay: wishes.maxCallsPerDay,
    maxCallsPerDayPerKey: wishes.maxCallsPerDayPerKey,
    maxSpendPerDay: wishes.maxSpendPerDay,
    estimatedCostPerCall: wishes.estimatedCostPerCall,
    maxQueueLength: wishes.maxQueueLength,
  };
};
