import { CallingRule, type Inquiry, type Refusal, type RuleInputs } from './calling-rule.js';

/** Nothing more is put into a queue that is full; what waits is dialled all the same. */
export class QueueLengthRule extends CallingRule {
  readonly name = 'queue-length';

  constructor(private readonly most: number) {
    super();
  }

  refusalOf({ waiting }: Inquiry): Refusal | null {
    return waiting < this.most ? null : { why: `${waiting} calls wait already, of ${this.most} that may` };
  }

  inputsOf({ waiting }: Inquiry): RuleInputs {
    return { waiting, max_waiting: this.most };
  }
}
