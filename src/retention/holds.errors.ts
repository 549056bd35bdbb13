import { DomainError } from '../common/domain-error.js';

export class CallNotOnHoldError extends DomainError {
  readonly code = 'call_not_on_hold';
  readonly kind = 'not-found';

  constructor(callId: string) {
    super(`Call is not on hold: ${callId}`);
  }
}

export class CallOnHoldError extends DomainError {
  readonly code = 'call_on_hold';
  readonly kind = 'conflict';

  constructor(callId: string) {
    super(`Call is on hold, and nothing of it is deleted: ${callId}`);
  }
}

export class CallBeingDeletedError extends DomainError {
  readonly code = 'call_being_deleted';
  readonly kind = 'conflict';

  constructor(callId: string) {
    super(`Something of the call is being deleted at this moment: ask again: ${callId}`);
  }
}
