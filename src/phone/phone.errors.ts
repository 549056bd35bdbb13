import { DomainError } from '../common/domain-error.js';

/** The simulator did not do what was asked, in its own words. */
export class PhoneRefusalError extends DomainError {
  readonly code = 'phone-refused';

  constructor(
    message: string,
    readonly kind: 'invalid' | 'not-found' | 'conflict',
  ) {
    super(message);
  }
}

/** The simulator answered what nobody expects of it. */
export class PhoneBrokenError extends DomainError {
  readonly code = 'phone-broken';
  readonly kind = 'upstream-refused';
}

/** The simulator cannot be reached, or takes too long. */
export class PhoneAwayError extends DomainError {
  readonly code = 'phone-away';
  readonly kind = 'unavailable';
  override readonly retryAfterSeconds = 1;
}
