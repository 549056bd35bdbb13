import type { PhoneNumber } from '../../common/phone-number.js';
import type { Inquiry, RuleInputs } from './calling-rule.js';
import { NumberRule } from './number-rule.js';

/** Each number is called by one spelling alone: what is listed, counted and blocked is told by it. */
export class SpellingRule extends NumberRule {
  readonly name = 'spelling';
  protected readonly reason = 'it is not how the number is written in E.164: see canonical at /calls/allowed';

  protected refuses({ e164, canonical }: PhoneNumber): boolean {
    return e164 !== canonical;
  }

  override inputsOf({ number }: Inquiry): RuleInputs {
    return { canonical: number.canonical };
  }
}
