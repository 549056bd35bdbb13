import type { PhoneNumber } from '../../common/phone-number.js';
import { CallingRule, type Inquiry, type Refusal, type RuleInputs } from './calling-rule.js';

/** A rule that looks at nothing but the number: what it refuses, it refuses for good. */
export abstract class NumberRule extends CallingRule {
  /** In a sentence, for people. */
  protected abstract readonly reason: string;

  protected abstract refuses(number: PhoneNumber): boolean;

  refusalOf({ number }: Inquiry): Refusal | null {
    return this.refuses(number) ? { why: this.reason } : null;
  }

  inputsOf({ number }: Inquiry): RuleInputs {
    const { type, callingCode } = number;
    return { type, calling_code: callingCode };
  }
}
