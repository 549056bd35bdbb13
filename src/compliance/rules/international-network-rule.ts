import type { PhoneNumber } from '../../common/phone-number.js';
import { NumberRule } from './number-rule.js';

/** Codes of networks that belong to no country, at prices of their own. */
const NETWORKS = new Set(['878', '882', '883', '888']);

export class InternationalNetworkRule extends NumberRule {
  readonly name = 'international-network';
  protected readonly reason = 'numbers of international networks are never called';

  protected refuses({ callingCode }: PhoneNumber): boolean {
    return NETWORKS.has(callingCode);
  }
}
