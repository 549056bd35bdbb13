import { DomainError } from '../../common/domain-error.js';

/** Nobody has given feedback on the call yet. */
export class FeedbackNotFoundError extends DomainError {
  readonly code = 'feedback-not-found';
  readonly kind = 'not-found';

  constructor(idOrSid: string) {
    super(`No feedback found for call: ${idOrSid}`);
  }
}
