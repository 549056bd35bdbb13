import { DomainError } from '../common/domain-error.js';

export class FeedbackCallNotFoundError extends DomainError {
  readonly code = 'call-not-found';
  readonly kind = 'not-found';

  constructor(callSid: string) {
    super(`Call not found: ${callSid}`);
  }
}

export class FeedbackNotFoundError extends DomainError {
  readonly code = 'feedback-not-found';
  readonly kind = 'not-found';

  constructor(callSid: string) {
    super(`No feedback found for call: ${callSid}`);
  }
}
