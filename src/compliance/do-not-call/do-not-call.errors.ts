import { DomainError } from '../../common/domain-error.js';

export class NotListedError extends DomainError {
  readonly code = 'not-listed';
  readonly kind = 'not-found';

  constructor() {
    super('The number is not on the do-not-call list');
  }
}
