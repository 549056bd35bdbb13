import { DomainError } from '../../common/domain-error.js';

/** There are as many open streams as may be. */
export class TooManyStreamsError extends DomainError {
  readonly code = 'too_many_streams';
  readonly kind = 'too-many-requests';
  override readonly retryAfterSeconds = 30;

  constructor(whose: 'of this caller' | 'in all') {
    super(`Too many open streams ${whose}: close one, or try again in 30 s`);
  }
}
