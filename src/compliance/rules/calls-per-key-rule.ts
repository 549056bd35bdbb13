import type { Inquiry, Refusal, RuleInputs } from './calling-rule.js';
import { DayRule } from './day-rule.js';

/** Calls of which nobody had to say who asks for them are not counted. */
export class CallsPerKeyRule extends DayRule {
  readonly name = 'calls-per-day-of-the-key';

  constructor(private readonly most: number) {
    super();
  }

  refusalOf({ day, at }: Inquiry): Refusal | null {
    if (day.callsOfKey === null || day.callsOfKey < this.most) return null;
    const why = `${day.callsOfKey} calls of this key were dialled today, of ${this.most} that may be`;
    return { why, until: this.tomorrow(at) };
  }

  inputsOf({ day }: Inquiry): RuleInputs {
    return { calls_of_key_today: day.callsOfKey, max_calls: this.most };
  }
}
