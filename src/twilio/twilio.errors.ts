import { DomainError, type ErrorKind } from '../common/domain-error.js';

/**
 * What is known about a request that failed:
 * `refused` Twilio answered 4xx, `unsent` nothing reached Twilio (or it asked us to slow down to the end of the
 * retries), `unknown` it was sent and no clear answer came.
 */
export type TwilioOutcome = 'refused' | 'unsent' | 'unknown';

/** Twilio's error code, or a network one such as `ECONNREFUSED`, and a sentence. */
export interface TwilioReason {
  code: number | string;
  message: string;
}

/** Twilio's code for HTTP 429. Source: https://www.twilio.com/docs/api/errors/20429 */
export const TOO_MANY_REQUESTS = 20429;

const SENTENCES: Record<TwilioOutcome, (reason: TwilioReason) => string> = {
  refused: ({ code, message }) => `Twilio refused the call: ${code} ${message}`,
  unsent: ({ code, message }) =>
    code === TOO_MANY_REQUESTS
      ? `Twilio asked to slow down: ${code} ${message}`
      : `Twilio could not be reached: ${message}`,
  unknown: ({ message }) => `Twilio gave no clear answer: ${message}`,
};

/** Any failure of a REST request to Twilio. Source: Twilio's error body `{code, message, status}`. */
export class TwilioError extends DomainError {
  readonly code: string;
  readonly kind: ErrorKind;

  constructor(
    readonly outcome: TwilioOutcome,
    readonly reason: TwilioReason,
    override readonly retryAfterSeconds?: number,
  ) {
    super(SENTENCES[outcome](reason));
    this.code = `twilio-${outcome}`;
    this.kind = outcome === 'refused' ? 'upstream-refused' : 'unavailable';
  }
}

/** A webhook that does not prove that Twilio sent it; which part failed is for the log alone. */
export class InvalidTwilioSignatureError extends DomainError {
  readonly code = 'twilio-invalid-signature';
  readonly kind = 'forbidden';

  constructor() {
    super('Invalid Twilio signature');
  }
}
