import type { CallingTerms } from '../calling-terms.js';
import { BlockedPrefixRule } from './blocked-prefix-rule.js';
import type { CallingRule } from './calling-rule.js';
import { CountryRule } from './country-rule.js';
import { EmergencyRule } from './emergency-rule.js';
import { InternationalNetworkRule } from './international-network-rule.js';
import { OwnNumberRule } from './own-number-rule.js';
import { PremiumRule } from './premium-rule.js';
import { SatelliteRule } from './satellite-rule.js';
import { SharedCostRule } from './shared-cost-rule.js';

/** The rules that are in force, in the order in which they are asked. */
export const rulesFor = ({ ownNumber, countries, blockedPrefixes }: CallingTerms): CallingRule[] => [
  new OwnNumberRule(ownNumber),
  new EmergencyRule(),
  new PremiumRule(),
  new SharedCostRule(),
  new SatelliteRule(),
  new InternationalNetworkRule(),
  new BlockedPrefixRule(blockedPrefixes),
  ...(countries ? [new CountryRule(countries)] : []),
];
