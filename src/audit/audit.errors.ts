import { DomainError } from '../common/domain-error.js';

/** What cannot be written down is not done. */
export class AuditUnavailableError extends DomainError {
  readonly code = 'audit_unavailable';
  readonly kind = 'unavailable';
  override readonly retryAfterSeconds = 5;

  constructor(cause?: unknown) {
    super('The audit log could not be written: nothing was done');
    this.cause = cause;
  }
}
