import type { PhoneNumber } from '../../common/phone-number.js';
import type { DayFacts, NumberFacts } from '../facts/number-facts.js';

/** What a rule is asked about: whether this number may be called at that time. */
export interface Inquiry {
  number: PhoneNumber;
  at: Date;
  facts: NumberFacts;
  day: DayFacts;
  /** How many calls wait to be dialled. */
  waiting: number;
}

/** Why a number may not be called; absent `until` means for good, else the first moment at which it may. */
export interface Refusal {
  why: string;
  until?: Date;
}

/** What a rule has looked at, for people. */
export type RuleInputs = Record<string, string | number | boolean | null | string[]>;

/** What a rule says of a number, and why. */
export interface Verdict {
  rule: string;
  /** Null where the number may be called. */
  refusal: Refusal | null;
  inputs: RuleInputs;
}

/** One rule about who may be called. It awaits nothing. */
export abstract class CallingRule {
  /** In a word, for people and programs. */
  abstract readonly name: string;
  /** Null where the number may be called, as far as this rule is concerned. */
  abstract refusalOf(inquiry: Inquiry): Refusal | null;
  abstract inputsOf(inquiry: Inquiry): RuleInputs;
}
