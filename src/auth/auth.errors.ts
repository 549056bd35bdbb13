import { DomainError } from '../common/domain-error.js';
import type { Scope } from './scope.js';

/** Nothing says who asks. */
export class UnauthenticatedError extends DomainError {
  readonly code = 'unauthenticated';
  readonly kind = 'unauthorized';
  override readonly challenge: string = 'Bearer realm="atlas"';

  constructor() {
    super('Authentication required: send an API key as "Authorization: Bearer …" or X-API-Key');
  }
}

/** What was sent to say who asks is not, or no longer, good. */
export class InvalidCredentialError extends DomainError {
  readonly code = 'invalid_credential';
  readonly kind = 'unauthorized';
  override readonly challenge: string = 'Bearer realm="atlas", error="invalid_token"';

  constructor() {
    super('Invalid API key: it is unknown, revoked or expired');
  }
}

/** What was to let this one request in is not, or no longer, good for it. */
export class InvalidProofError extends DomainError {
  readonly code = 'invalid_proof';
  readonly kind = 'forbidden';

  constructor(what: string) {
    super(`Invalid ${what}: it is for something else, was changed, or has expired`);
  }
}

/** The caller is known, and may not do this. */
export class ScopeMissingError extends DomainError {
  readonly code = 'scope_missing';
  readonly kind = 'forbidden';
  override readonly challenge: string;

  constructor(scope: Scope) {
    super(`Forbidden: this needs the scope ${scope}`);
    this.challenge = `Bearer realm="atlas", error="insufficient_scope", scope="${scope}"`;
  }
}
