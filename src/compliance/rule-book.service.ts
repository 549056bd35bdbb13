import { Injectable } from '@nestjs/common';
import type { Forbidden } from '../calls/attempts/calling-rules.js';
import { readPhoneNumber } from '../common/phone-number.js';
import { isOpen } from '../config/access-mode.js';
import { Environment } from '../config/environment.js';
import { TwilioAccount } from '../twilio/twilio-account.js';
import { callingTerms, type CallingTerms } from './calling-terms.js';
import { NOTHING_DIALLED, NOTHING_KNOWN } from './facts/number-facts.js';
import type { CallingRule, Inquiry, Verdict } from './rules/calling-rule.js';
import { QueueLengthRule } from './rules/queue-length-rule.js';
import { dayRules, factRules, numberRules } from './rules/rules.js';

/** What is said of so many numbers is kept: to read one takes a tenth of a millisecond. */
const MOST_KEPT = 10_000;

/** What is known beside the number itself; the rest counts as nothing. */
export type KnownOf = Partial<Omit<Inquiry, 'number' | 'at'>>;

const endOf = ({ until }: Forbidden): number => until?.getTime() ?? Infinity;

/** What lasts for the longest of all that the rules have against it: a call that waits for less would only wait again. */
const refusalBy = (rules: CallingRule[], inquiry: Inquiry): Forbidden | null => {
  const refusals = rules.flatMap((rule): Forbidden[] => {
    const refusal = rule.refusalOf(inquiry);
    return refusal ? [{ ruleAndWhy: `${rule.name}: ${refusal.why}`, until: refusal.until }] : [];
  });
  // Among equals it is the first.
  return refusals.toSorted((a, b) => (endOf(a) === endOf(b) ? 0 : endOf(b) - endOf(a)))[0] ?? null;
};

const inquiry = (to: string, at: Date, known: KnownOf = {}): Inquiry => ({
  number: readPhoneNumber(to),
  at,
  facts: NOTHING_KNOWN,
  day: NOTHING_DIALLED,
  waiting: 0,
  ...known,
});

/** The rules of this deployment. */
@Injectable()
export class RuleBookService {
  readonly terms: CallingTerms;
  private readonly ofNumbers: CallingRule[];
  private readonly ofFacts: CallingRule[];
  private readonly ofDays: CallingRule[];
  private readonly ofRequests: CallingRule[];
  private readonly kept = new Map<string, Forbidden | null>();

  constructor(environment: Environment, { fromNumber }: TwilioAccount) {
    const terms = (this.terms = callingTerms(environment, fromNumber, isOpen(environment)));
    this.ofNumbers = numberRules(terms);
    this.ofFacts = factRules(terms);
    this.ofDays = dayRules(terms);
    this.ofRequests = terms.maxQueueLength ? [new QueueLengthRule(terms.maxQueueLength)] : [];
  }

  /** Whether the attempts to a number count. */
  get limitsNumbers(): boolean {
    const { maxAttemptsPerNumber, minSecondsBetweenAttempts } = this.terms;
    return !!maxAttemptsPerNumber || !!minSecondsBetweenAttempts;
  }

  /** Whether it counts what is dialled in a day. */
  get limitsDays(): boolean {
    return this.ofDays.length > 0;
  }

  /** Whether it counts how many calls wait. */
  get limitsQueue(): boolean {
    return this.ofRequests.length > 0;
  }

  /** Why this number may never be called, whatever is known of it; null where nothing is against it. */
  refusalOfNumber(to: string, at: Date): Forbidden | null {
    const kept = this.kept.get(to);
    if (kept !== undefined) return kept;
    if (this.kept.size >= MOST_KEPT) this.kept.clear();
    const refusal = refusalBy(this.ofNumbers, inquiry(to, at));
    this.kept.set(to, refusal);
    return refusal;
  }

  /** Why it may not be dialled at that time, by what is known. */
  refusalByFacts(to: string, at: Date, known: KnownOf): Forbidden | null {
    return refusalBy([...this.ofFacts, ...this.ofDays], inquiry(to, at, known));
  }

  /** What each rule says of it at that time, by what is known. */
  verdicts(to: string, at: Date, known: KnownOf): Verdict[] {
    const asked = inquiry(to, at, known);
    return [...this.ofNumbers, ...this.ofFacts, ...this.ofDays, ...this.ofRequests].map((rule) => ({
      rule: rule.name,
      refusal: rule.refusalOf(asked),
      inputs: rule.inputsOf(asked),
    }));
  }

  /** Why no call to it may be asked for, by what is known. */
  refusalOfRequest(to: string, at: Date, known: KnownOf): Forbidden | null {
    return refusalBy([...this.ofFacts, ...this.ofDays, ...this.ofRequests], inquiry(to, at, known));
  }
}
