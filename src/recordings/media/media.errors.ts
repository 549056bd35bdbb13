import { DomainError } from '../../common/domain-error.js';

export class RecordingNotFoundError extends DomainError {
  readonly code = 'recording_not_found';
  readonly kind = 'not-found';

  constructor(sid: string) {
    super(`Recording not found: ${sid}`);
  }
}

/** Atlas knows of it, and Twilio has it no more. */
export class RecordingGoneError extends DomainError {
  readonly code = 'recording_gone';
  readonly kind = 'not-found';

  constructor(sid: string) {
    super(`Recording no longer kept at Twilio: ${sid}`);
  }
}

/** It was deleted by Atlas. */
export class RecordingDeletedError extends DomainError {
  readonly code = 'recording_deleted';
  readonly kind = 'not-found';

  constructor(sid: string) {
    super(`Recording was deleted: ${sid}`);
  }
}

/** Twilio has nothing to be heard of it, or not yet. */
export class RecordingNotReadyError extends DomainError {
  readonly code = 'recording_not_ready';
  readonly kind = 'conflict';

  constructor(status: string | null) {
    super(`Recording is not ready: ${status ?? 'nothing was told of it yet'}`);
  }
}

export class MediaTimeoutError extends DomainError {
  readonly code = 'media_timeout';
  readonly kind = 'upstream-timeout';

  constructor(reason: string) {
    super(`Twilio did not answer in time: ${reason}`);
  }
}

/** The range that is asked for is not in it. */
export class RangeNotSatisfiableError extends DomainError {
  readonly code = 'range_not_satisfiable';
  readonly kind = 'unsatisfiable';

  constructor() {
    super('Invalid Range: the recording has no such part');
  }
}

export class CallerHearsTooManyError extends DomainError {
  readonly code = 'too_many_recordings';
  readonly kind = 'too-many-requests';

  constructor(
    most: number,
    override readonly retryAfterSeconds: number,
  ) {
    super(`Too many recordings at once: at most ${most} of one caller`);
  }
}

export class TooManyHearError extends DomainError {
  readonly code = 'media_busy';
  readonly kind = 'unavailable';

  constructor(
    most: number,
    override readonly retryAfterSeconds: number,
  ) {
    super(`Too many recordings are heard at once: at most ${most}`);
  }
}
