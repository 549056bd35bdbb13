import { DomainError } from '../common/domain-error.js';

export class PersonExistsError extends DomainError {
  readonly code = 'person-exists';
  readonly kind = 'conflict';

  constructor() {
    super('There is a person with this email already');
  }
}

export class PersonNotFoundError extends DomainError {
  readonly code = 'person-not-found';
  readonly kind = 'not-found';

  constructor() {
    super('There is no person with this email');
  }
}

export class PersonDisabledError extends DomainError {
  readonly code = 'person-disabled';
  readonly kind = 'conflict';

  constructor() {
    super('This person is disabled: invite them again');
  }
}

/** Nobody could let anybody in any more. */
export class LastAdminError extends DomainError {
  readonly code = 'last-admin';
  readonly kind = 'conflict';

  constructor() {
    super('This is the last admin who can sign in: make another one first');
  }
}

export class PersonChangingError extends DomainError {
  readonly code = 'person-changing';
  readonly kind = 'conflict';

  constructor() {
    super('Somebody else is changing this person: try again');
  }
}

export class NoSuchPersonError extends DomainError {
  readonly code = 'person-not-found';
  readonly kind = 'not-found';

  constructor(id: string) {
    super(`Person not found: ${id}`);
  }
}

export class WrongCredentialsError extends DomainError {
  readonly code = 'wrong-credentials';
  readonly kind = 'unauthorized';
  override readonly challenge = 'Bearer realm="atlas"';

  constructor() {
    super('Wrong email or password');
  }
}

export class LinkInvalidError extends DomainError {
  readonly code = 'link-invalid';
  readonly kind = 'forbidden';

  constructor() {
    super('This link was used already or has expired: ask an admin for a new one');
  }
}

export class TooManyTriesError extends DomainError {
  readonly code = 'too-many-tries';
  readonly kind = 'too-many-requests';

  constructor(override readonly retryAfterSeconds: number) {
    super(`Too many tries to sign in: try again in ${Math.ceil(retryAfterSeconds)} seconds`);
  }
}

export class WrongPasswordError extends DomainError {
  readonly code = 'wrong-password';
  readonly kind = 'invalid';

  constructor() {
    super('Invalid current_password: is not your password');
  }
}

export class NotSignedInError extends DomainError {
  readonly code = 'not-signed-in';
  readonly kind = 'unauthorized';
  override readonly challenge = 'Bearer realm="atlas"';

  constructor() {
    super('Nobody is signed in: sign in at /sign-in');
  }
}

/** The provider, or the way to it and back, failed: the same may go well later. */
export class ProviderFailedError extends DomainError {
  readonly code = 'provider-failed';
  readonly kind = 'unavailable';

  constructor() {
    super('The single sign-on was not completed: try again');
  }
}

/** Whom the provider knows, and Atlas does not let in. */
export class NotInvitedError extends DomainError {
  readonly code = 'not-invited';
  readonly kind = 'forbidden';

  constructor() {
    super('You may not sign in to Atlas: ask an admin to invite you');
  }
}

/** No provider is configured. */
export class NoProviderError extends DomainError {
  readonly code = 'no-provider';
  readonly kind = 'not-found';

  constructor() {
    super('There is no single sign-on here');
  }
}
