import type { CallingTerms } from '../calling-terms.js';
import { BlockedPrefixRule } from './blocked-prefix-rule.js';
import type { CallingRule } from './calling-rule.js';
import { CountryRule } from './country-rule.js';
import { DoNotCallRule } from './do-not-call-rule.js';
import { EmergencyRule } from './emergency-rule.js';
import { InternationalNetworkRule } from './international-network-rule.js';
import type { NumberRule } from './number-rule.js';
import { OwnNumberRule } from './own-number-rule.js';
import { PremiumRule } from './premium-rule.js';
import { SatelliteRule } from './satellite-rule.js';
import { SharedCostRule } from './shared-cost-rule.js';

/** The rules that look at nothing but the number, in the order in which they are asked. */
export const numberRules = ({ ownNumber, countries, blockedPrefixes }: CallingTerms): NumberRule[] => [
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
export const factRules = (): CallingRule[] => [new DoNotCallRule()];
