import { Injectable } from '@nestjs/common';
import type { Forbidden } from '../calls/attempts/calling-rules.js';
import { readPhoneNumber } from '../common/phone-number.js';
import { isOpen } from '../config/access-mode.js';
import { Environment } from '../config/environment.js';
import { TwilioAccount } from '../twilio/twilio-account.js';
import { callingTerms } from './calling-terms.js';
import type { CallingRule } from './rules/calling-rule.js';
import { rulesFor } from './rules/rules.js';

/** The rules of this deployment. */
@Injectable()
export class RuleBookService {
  private readonly rules: CallingRule[];

  constructor(environment: Environment, { fromNumber }: TwilioAccount) {
    this.rules = rulesFor(callingTerms(environment, fromNumber, isOpen(environment)));
  }

  /** What the first rule says that forbids to call the number at that time; null where none does. */
  refusalOf(to: string, at: Date): Forbidden | null {
    const inquiry = { number: readPhoneNumber(to), at };
    for (const rule of this.rules) {
      const refusal = rule.refusalOf(inquiry);
      if (refusal) return { ruleAndWhy: `${rule.name}: ${refusal.why}`, until: refusal.until };
    }
    return null;
  }
}
