/** Why Atlas did not do what was asked. */
export type ErrorCode =
  | 'invalid'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'key-reused'
  | 'too-many-requests'
  | 'upstream-refused'
  | 'unavailable'
  | 'upstream-timeout'
  | 'unexpected'
  | 'unreachable'
  | 'timed-out';

const CODES: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  422: 'key-reused',
  429: 'too-many-requests',
  502: 'upstream-refused',
  503: 'unavailable',
  504: 'upstream-timeout',
};

/** A field of the request that is wrong, and what it must be. */
export interface FieldFault {
  field: string;
  message: string;
}

interface Details {
  requestId: string | null;
  status?: number;
  problem?: Readonly<Record<string, unknown>>;
  retryAfterSeconds?: number | null;
  cause?: unknown;
}

/** A request that did not succeed. `message` says why in one sentence. */
export class AtlasError extends Error {
  override readonly name = 'AtlasError';
  /** The answer's status; 0 where no answer came. */
  readonly status: number;
  /** By which the request is found in Atlas's log, whether or not an answer came. */
  readonly requestId: string | null;
  /** The answer as an RFC 9457 problem; of a call that was refused it has the `call_id`. Empty where none came. */
  readonly problem: Readonly<Record<string, unknown>>;
  /** After how many seconds Atlas asks to be asked again; null where it does not say. */
  readonly retryAfterSeconds: number | null;

  constructor(
    readonly code: ErrorCode,
    message: string,
    { status = 0, requestId, problem = {}, retryAfterSeconds = null, cause }: Details,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
    this.requestId = requestId;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Every field that was refused. */
  get fields(): readonly FieldFault[] {
    const { errors } = this.problem;
    return Array.isArray(errors) ? (errors as FieldFault[]) : [];
  }
}

/** What a failed answer says; `body` is what was read of it. */
export function answeredError(response: Response, body: unknown): AtlasError {
  const { status, headers } = response;
  const problem = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const detail = problem['detail'];
  return new AtlasError(
    CODES[status] ?? 'unexpected',
    typeof detail === 'string' ? detail : `Atlas answered ${status}`,
    {
      status,
      problem,
      requestId: headers.get('x-request-id'),
      retryAfterSeconds: retryAfterSeconds(headers),
    },
  );
}

/** Seconds of a Retry-After, which is a number or a date; null where it is neither. */
export function retryAfterSeconds(headers: Headers, now = Date.now()): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - now) / 1000;
  return Number.isNaN(seconds) ? null : Math.max(0, seconds);
}
