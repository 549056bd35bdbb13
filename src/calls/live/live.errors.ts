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

/** This instance is about to end: another one, or the next, answers. */
export class AtlasEndsError extends DomainError {
  readonly code = 'atlas_ends';
  readonly kind = 'unavailable';
  override readonly retryAfterSeconds = 1;

  constructor() {
    super('Atlas is about to end: try again in 1 s');
  }
}
