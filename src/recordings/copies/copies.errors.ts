import { DomainError } from '../../common/domain-error.js';

/** What is kept is not what came. */
export class CopySpoiledError extends Error {
  constructor(key: string) {
    super(`${key} is not kept as it came`);
  }
}

/** What is to be deleted may be written at this moment. */
export class CopyGoingOnError extends Error {
  constructor(sid: string) {
    super(`a copy of ${sid} may be going on`);
  }
}

/** The only one there is cannot be read now. */
export class CopyUnavailableError extends DomainError {
  readonly code = 'recording_unavailable';
  readonly kind = 'unavailable';

  constructor(
    sid: string,
    override readonly retryAfterSeconds: number,
  ) {
    super(`The copy of the recording cannot be read: ${sid}`);
  }
}
