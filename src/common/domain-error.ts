/** What sort of failure this is; the exception filter maps each kind to one HTTP status. */
export type ErrorKind =
  | 'invalid'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'unsatisfiable'
  | 'unprocessable'
  | 'too-many-requests'
  | 'upstream-refused'
  | 'unavailable'
  | 'upstream-timeout';

/** The base of every expected failure: a stable code, a kind, and the sentence that the client reads. */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  abstract readonly kind: ErrorKind;
  /** Seconds after which the client may try again; sent as Retry-After. */
  readonly retryAfterSeconds?: number;
  /** What the client is to authenticate by; sent as WWW-Authenticate. */
  readonly challenge?: string;
  /** Further members of its problem (RFC 9457), in the words of the wire, such as the id of what was stored all the same. */
  readonly members?: Readonly<Record<string, string>>;
  /** Whether the same request may well succeed later, whatever others of its kind do. */
  readonly isWorthRetrying: boolean = false;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}
