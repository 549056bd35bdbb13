import { DomainError, type ErrorKind } from '../common/domain-error.js';
import type { StoredFailure } from './key-record.js';

export const KEY_REUSED = 'Idempotency-Key was used with a different request';
export const KEY_IN_FLIGHT = 'A request with this Idempotency-Key is still being processed';

export class KeyReusedError extends DomainError {
  readonly code = 'idempotency-key-reused';
  readonly kind = 'unprocessable';

  constructor() {
    super(KEY_REUSED);
  }
}

export class KeyInFlightError extends DomainError {
  readonly code = 'idempotency-key-in-flight';
  readonly kind = 'conflict';
  override readonly retryAfterSeconds = 1;

  constructor() {
    super(KEY_IN_FLIGHT);
  }
}

/** The failure that was the first answer, told again. */
export class ReplayedFailure extends DomainError {
  readonly code: string;
  readonly kind: ErrorKind;
  override readonly retryAfterSeconds?: number;
  override readonly members?: Readonly<Record<string, string>>;

  constructor({ code, kind, message, retryAfterSeconds, members }: StoredFailure) {
    super(message);
    this.code = code;
    this.kind = kind;
    this.retryAfterSeconds = retryAfterSeconds;
    this.members = members;
  }
}
