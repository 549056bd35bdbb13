import { CallingRule, type Inquiry, type Refusal, type RuleInputs } from './calling-rule.js';

/** Between two attempts to a number some time passes, whoever asks for them. */
export class PauseRule extends CallingRule {
  readonly name = 'pause-between-attempts';

  constructor(private readonly seconds: number) {
    super();
  }

  refusalOf(inquiry: Inquiry): Refusal | null {
    const last = this.lastIn(inquiry);
    if (last === null) return null;
    const until = new Date(last + this.seconds * 1000);
    if (until <= inquiry.at) return null;
    return { why: `the last attempt to the number was less than ${this.seconds} seconds ago`, until };
  }

  inputsOf(inquiry: Inquiry): RuleInputs {
    const last = this.lastIn(inquiry);
    return {
      last_attempt_at: last === null ? null : new Date(last).toISOString(),
      min_seconds: this.seconds,
    };
  }

  private lastIn({ facts }: Inquiry): number | null {
    const times = facts.attempts.map((attempt) => attempt.at.getTime());
    return times.length > 0 ? Math.max(...times) : null;
  }
}
