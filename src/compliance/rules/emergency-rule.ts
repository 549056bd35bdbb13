import type { PhoneNumber } from '../../common/phone-number.js';
import { NumberRule } from './number-rule.js';

/** What begins so and is no number of the country may be put through to an emergency or service line. */
const EMERGENCY = /^(?:112|911|999|110|119)/;
const NORTH_AMERICAN_SERVICES = /^[2-9]11/;
/** No short number is longer. */
const SHORT_DIGITS = 6;

/** Emergency, service and short numbers. */
export class EmergencyRule extends NumberRule {
  readonly name = 'emergency-or-short';
  protected readonly reason = 'emergency, service and short numbers are never called';

  protected refuses({ callingCode, national, isValid }: PhoneNumber): boolean {
    if (isValid) return false;
    return (
      national.length <= SHORT_DIGITS ||
      EMERGENCY.test(national) ||
      (callingCode === '1' && NORTH_AMERICAN_SERVICES.test(national))
    );
  }
}
