import { CallingRule, type Inquiry, type Refusal, type RuleInputs } from './calling-rule.js';

export const DAY_MS = 86_400_000;

/** Nobody is called again and again: so many attempts to a number in 24 hours, whoever asks for them. */
export class AttemptsPerNumberRule extends CallingRule {
  readonly name = 'attempts-per-number';

  constructor(private readonly most: number) {
    super();
  }

  refusalOf(inquiry: Inquiry): Refusal | null {
    const times = this.timesIn(inquiry);
    const oldest = times[times.length - this.most];
    if (oldest === undefined) return null;
    const why = `${times.length} attempts to the number in the last 24 hours, of ${this.most} that may be`;
    return { why, until: new Date(oldest + DAY_MS) };
  }

  inputsOf(inquiry: Inquiry): RuleInputs {
    return { attempts_in_24_hours: this.timesIn(inquiry).length, max_attempts: this.most };
  }

  private timesIn({ facts, at }: Inquiry): number[] {
    const times = facts.attempts.map((attempt) => attempt.at.getTime());
    return times.filter((time) => time > at.getTime() - DAY_MS).toSorted((a, b) => a - b);
  }
}
