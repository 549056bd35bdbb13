import type { PhoneNumber } from '../../common/phone-number.js';
import type { Inquiry, RuleInputs } from './calling-rule.js';
import { NumberRule } from './number-rule.js';

/** Numbers of Twilio's for tests, of which none can be reached. */
const TEST_NUMBERS = /^\+1500555\d{4}$/;

/** Where the digits tell of no single country, the number belongs to none that is allowed. */
export class CountryRule extends NumberRule {
  readonly name = 'country';
  protected readonly reason = 'its country is not among those that may be called: see ALLOWED_COUNTRIES';

  constructor(private readonly countries: readonly string[]) {
    super();
  }

  protected refuses({ e164, country }: PhoneNumber): boolean {
    if (TEST_NUMBERS.test(e164)) return false;
    return country === null || !this.countries.includes(country);
  }

  override inputsOf({ number }: Inquiry): RuleInputs {
    return { country: number.country, allowed_countries: [...this.countries] };
  }
}
