import { DomainError } from '../common/domain-error.js';

/** Readiness: requests that need the database would fail. */
export class NotReadyError extends DomainError {
  readonly code = 'not-ready';
  readonly kind = 'unavailable';
  override readonly retryAfterSeconds = 2;

  constructor() {
    super('Not ready: the database is away');
  }
}
