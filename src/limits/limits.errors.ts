import { DomainError } from '../common/domain-error.js';

/** The caller has asked as often as it may. */
export class RequestLimitError extends DomainError {
  readonly code = 'too_many_requests';
  readonly kind = 'too-many-requests';

  constructor(
    readonly limit: number,
    override readonly retryAfterSeconds: number,
    what = 'requests',
  ) {
    super(`Too many ${what}: at most ${limit} a minute, try again in ${retryAfterSeconds} s`);
  }
}

/** Too many requests from one address did not prove who sent them. */
export class FailureLimitError extends DomainError {
  readonly code = 'too_many_failures';
  readonly kind = 'too-many-requests';

  constructor(
    limit: number,
    override readonly retryAfterSeconds: number,
  ) {
    super(`Too many failed requests from this address: at most ${limit} a minute`);
  }
}
