import { DomainError } from '../common/domain-error.js';

export class UserNotFoundError extends DomainError {
  readonly code = 'user-not-found';
  readonly kind = 'not-found';

  constructor(userId: string) {
    super(`User not found: ${userId}`);
  }
}

export class EmailTakenError extends DomainError {
  readonly code = 'email-taken';
  readonly kind = 'conflict';

  constructor() {
    super('User with this email already exists');
  }
}

export class ExternalIdTakenError extends DomainError {
  readonly code = 'external-id-taken';
  readonly kind = 'conflict';

  constructor() {
    super('User with this external_id already exists');
  }
}
