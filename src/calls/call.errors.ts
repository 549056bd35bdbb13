import { DomainError } from '../common/domain-error.js';

export class CallNotFoundError extends DomainError {
  readonly code = 'call-not-found';
  readonly kind = 'not-found';

  constructor(idOrSid: string) {
    super(`Call not found: ${idOrSid}`);
  }
}
