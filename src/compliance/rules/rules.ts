import type { CallingTerms } from '../calling-terms.js';
import { AttemptsPerNumberRule } from './attempts-per-number-rule.js';
import { BlockedPrefixRule } from './blocked-prefix-rule.js';
import type { CallingRule } from './calling-rule.js';
import { CallsPerDayRule } from './calls-per-day-rule.js';
import { CallsPerKeyRule } from './calls-per-key-rule.js';
import { CountryRule } from './country-rule.js';
import { DoNotCallRule } from './do-not-call-rule.js';
import { EmergencyRule } from './emergency-rule.js';
import { InternationalNetworkRule } from './international-network-rule.js';
import type { NumberRule } from './number-rule.js';
import { OwnNumberRule } from './own-number-rule.js';
import { PauseRule } from './pause-rule.js';
import { PremiumRule } from './premium-rule.js';
import { SatelliteRule } from './satellite-rule.js';
import { SharedCostRule } from './shared-cost-rule.js';
import { SpellingRule } from './spelling-rule.js';
import { SpendPerDayRule } from './spend-per-day-rule.js';

/** The rules that look at nothing but the number, in the order in which they are asked. */
export const numberRules = ({ ownNumber, countries, blockedPrefixes }: CallingTerms): NumberRule[] => [
  new SpellingRule(),
  new OwnNumberRule(ownNumber),
  new EmergencyRule(),
  new PremiumRule(),
  new SharedCostRule(),
  new SatelliteRule(),
  new InternationalNetworkRule(),
  new BlockedPrefixRule(blockedPrefixes),
  ...(countries ? [new CountryRule(countries)] : []),
];

/** The rules that look at what the database says of the number, in the order in which they are asked. */
export const factRules = ({
  maxAttemptsPerNumber,
  minSecondsBetweenAttempts,
}: CallingTerms): CallingRule[] => [
  new DoNotCallRule(),
  ...(maxAttemptsPerNumber ? [new AttemptsPerNumberRule(maxAttemptsPerNumber)] : []),
  ...(minSecondsBetweenAttempts ? [new PauseRule(minSecondsBetweenAttempts)] : []),
];

/** The rules that look at what was dialled in the day. */
export const dayRules = (terms: CallingTerms): CallingRule[] => [
  ...(terms.maxCallsPerDay ? [new CallsPerDayRule(terms.maxCallsPerDay)] : []),
  ...(terms.maxCallsPerDayPerKey ? [new CallsPerKeyRule(terms.maxCallsPerDayPerKey)] : []),
  ...(terms.maxSpendPerDay ? [new SpendPerDayRule(terms.maxSpendPerDay, terms.estimatedCostPerCall)] : []),
];
