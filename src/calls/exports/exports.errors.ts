import { DomainError } from '../../common/domain-error.js';

/** Each export keeps the database busy. */
export class TooManyExportsError extends DomainError {
  readonly code = 'too_many_exports';
  readonly kind = 'unavailable';
  override readonly retryAfterSeconds = 10;

  constructor(most: number) {
    super(`Too many exports at once: at most ${most}, try again in 10 s`);
  }
}
