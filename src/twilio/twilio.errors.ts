import { DomainError, type ErrorKind } from '../common/domain-error.js';

/**
 * What is known about a request that failed:
 * `refused` Twilio answered 4xx, `unsent` nothing reached Twilio (or it asked us to slow down to the end of the
 * retries), `unknown` it was sent and no clear answer came.
 */
export type TwilioOutcome = 'refused' | 'unsent' | 'unknown';

/** Any failure of a REST request to Twilio. Source: Twilio's error body `{code, message, status}`. */
export class TwilioError extends DomainError {
  readonly code: string;
  readonly kind: ErrorKind;

  constructor(
    readonly outcome: TwilioOutcome,
    readonly reason: { code: number | string; message: string },
    override readonly retryAfterSeconds?: number,
  ) {
    super(outcome === 'refused' ? `Twilio refused the call: ${reason.code} ${reason.message}` : `Twilio could not be reached: ${reason.message}`);
    this.code = `twilio-${outcome}`;
    this.kind = outcome === 'refused' ? 'upstream-refused' : 'unavailable';
  }
}
