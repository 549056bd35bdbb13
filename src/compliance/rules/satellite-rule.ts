import type { PhoneNumber } from '../../common/phone-number.js';
import { NumberRule } from './number-rule.js';

/** Inmarsat, and the systems that share a code. */
const SATELLITE = new Set(['870', '881']);

export class SatelliteRule extends NumberRule {
  readonly name = 'satellite';
  protected readonly reason = 'satellite phones are never called';

  protected refuses({ callingCode }: PhoneNumber): boolean {
    return SATELLITE.has(callingCode);
  }
}
