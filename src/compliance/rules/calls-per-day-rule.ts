import type { Inquiry, Refusal, RuleInputs } from './calling-rule.js';
import { DayRule } from './day-rule.js';

export class CallsPerDayRule extends DayRule {
  readonly name = 'calls-per-day';

  constructor(private readonly most: number) {
    super();
  }

  refusalOf({ day, at }: Inquiry): Refusal | null {
    if (day.calls < this.most) return null;
    return {
      why: `${day.calls} calls were dialled today, of ${this.most} that may be`,
      until: this.tomorrow(at),
    };
  }

  inputsOf({ day }: Inquiry): RuleInputs {
    return { calls_today: day.calls, max_calls: this.most };
  }
}
