import { CallingRule, type Inquiry, type Refusal, type RuleInputs } from './calling-rule.js';

/** Who does not want to be called is never called. */
export class DoNotCallRule extends CallingRule {
  readonly name = 'do-not-call';

  refusalOf({ facts }: Inquiry): Refusal | null {
    return facts.isListed ? { why: 'the number is on the do-not-call list' } : null;
  }

  inputsOf({ facts }: Inquiry): RuleInputs {
    return { is_listed: facts.isListed };
  }
}
