import type { PhoneNumber } from '../../common/phone-number.js';
import { NumberRule } from './number-rule.js';

/** North American premium numbers, whose area code or exchange says so; libphonenumber knows some of them only. */
const NORTH_AMERICAN = /^\+1(?:900|976|\d{3}976)/;
const INTERNATIONAL_PREMIUM = '979';

export class PremiumRule extends NumberRule {
  readonly name = 'premium-rate';
  protected readonly reason = 'premium-rate numbers are never called';

  protected refuses({ e164, type, callingCode }: PhoneNumber): boolean {
    return type === 'PREMIUM_RATE' || callingCode === INTERNATIONAL_PREMIUM || NORTH_AMERICAN.test(e164);
  }
}
