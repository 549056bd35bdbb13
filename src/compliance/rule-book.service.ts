import { Injectable } from '@nestjs/common';
import type { Forbidden } from '../calls/attempts/calling-rules.js';
import { readPhoneNumber } from '../common/phone-number.js';
import { isOpen } from '../config/access-mode.js';
import { Environment } from '../config/environment.js';
import { TwilioAccount } from '../twilio/twilio-account.js';
import { callingTerms } from './calling-terms.js';
import { NOTHING_KNOWN, type NumberFacts } from './facts/number-facts.js';
import type { CallingRule, Inquiry } from './rules/calling-rule.js';
import { factRules, numberRules } from './rules/rules.js';

/** What is said of so many numbers is kept: to read one takes a tenth of a millisecond. */
const MOST_KEPT = 10_000;

const firstRefusal = (rules: CallingRule[], inquiry: Inquiry): Forbidden | null => {
  for (const rule of rules) {
    const refusal = rule.refusalOf(inquiry);
    if (refusal) return { ruleAndWhy: `${rule.name}: ${refusal.why}`, until: refusal.until };
  }
  return null;
};

/** The rules of this deployment. */
@Injectable()
export class RuleBookService {
  private readonly ofNumbers: CallingRule[];
  private readonly ofFacts: CallingRule[];
  private readonly kept = new Map<string, Forbidden | null>();

  constructor(environment: Environment, { fromNumber }: TwilioAccount) {
    const terms = callingTerms(environment, fromNumber, isOpen(environment));
    this.ofNumbers = numberRules(terms);
    this.ofFacts = factRules();
  }

  /** Why this number may never be called, whatever is known of it; null where nothing is against it. */
  refusalOfNumber(to: string, at: Date): Forbidden | null {
    const kept = this.kept.get(to);
    if (kept !== undefined) return kept;
    if (this.kept.size >= MOST_KEPT) this.kept.clear();
    const refusal = firstRefusal(this.ofNumbers, this.inquiry(to, at, NOTHING_KNOWN));
    this.kept.set(to, refusal);
    return refusal;
  }

  /** Why it may not be called at that time, by what is known of it. */
  refusalByFacts(to: string, at: Date, facts: NumberFacts): Forbidden | null {
    return firstRefusal(this.ofFacts, this.inquiry(to, at, facts));
  }

  private inquiry(to: string, at: Date, facts: NumberFacts): Inquiry {
    return { number: readPhoneNumber(to), at, facts };
  }
}
