import { DomainError } from '../domain-error.js';

/** One field that was refused: its name and the rule that it broke. */
export interface FieldFault {
  field: string;
  message: string;
}

/** A request that breaks the rules of its fields. `faults` holds all of them, in the order of the fields. */
export class ValidationFailure extends DomainError {
  readonly code = 'validation-failed';
  readonly kind = 'invalid';

  constructor(readonly faults: readonly [FieldFault, ...FieldFault[]]) {
    super(`Invalid ${faults[0].field}: ${faults[0].message}`);
  }
}
