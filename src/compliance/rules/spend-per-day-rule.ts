import type { Inquiry, Refusal, RuleInputs } from './calling-rule.js';
import { DayRule } from './day-rule.js';

/** Prices that are told meanwhile may leave more than was estimated. */
const LOOK_AGAIN_MS = 600_000;

export class SpendPerDayRule extends DayRule {
  readonly name = 'spend-per-day';

  constructor(
    private readonly most: number,
    private readonly estimate: number,
  ) {
    super();
  }

  refusalOf({ day, at }: Inquiry): Refusal | null {
    if (day.spent + this.estimate <= this.most) return null;
    const why = `the calls of today cost about ${day.spent.toFixed(2)}, of ${this.most} that they may`;
    const again = new Date(at.getTime() + LOOK_AGAIN_MS);
    const tomorrow = this.tomorrow(at);
    return { why, until: again < tomorrow ? again : tomorrow };
  }

  inputsOf({ day }: Inquiry): RuleInputs {
    return { spent_today: day.spent, estimated_cost: this.estimate, max_spend: this.most };
  }
}
