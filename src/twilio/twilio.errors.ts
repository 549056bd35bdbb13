import { DomainError, type ErrorKind } from '../common/domain-error.js';
import { ACCOUNT_REFUSALS } from './account-refusals.js';

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
/** Twilio knows no such SID. Source: https://www.twilio.com/docs/api/errors/20404 */
export const NOT_FOUND = 20404;
/** Too late to end the call: it is over, or was answered before it could be cancelled. Source: …/errors/21220 */
export const CALL_NOT_IN_PROGRESS = 21220;

/** What was asked: to place a call, which must not be repeated blindly, or anything that may be sent twice. */
export type TwilioRequestKind = 'placing' | 'idempotent';

/** What a refusal is about: `account` every call would be refused for it, `call` another one may be taken. */
export type TwilioConcern = 'account' | 'call';

const concernOf = (kind: TwilioRequestKind, outcome: TwilioOutcome, code: number): TwilioConcern => {
  if (outcome !== 'refused' || !Object.hasOwn(ACCOUNT_REFUSALS, code)) return 'call';
  // Other paths hold a SID: their 404 says that Twilio does not know it.
  return code === NOT_FOUND && kind !== 'placing' ? 'call' : 'account';
};

const sentenceOf = (kind: TwilioRequestKind, outcome: TwilioOutcome, reason: TwilioReason): string => {
  const { code, message } = reason;
  if (outcome === 'refused')
    return `Twilio refused the ${kind === 'placing' ? 'call' : 'request'}: ${code} ${message}`;
  if (outcome === 'unknown') return `Twilio gave no clear answer: ${message}`;
  return code === TOO_MANY_REQUESTS
    ? `Twilio asked to slow down: ${code} ${message}`
    : `Twilio could not be reached: ${message}`;
};

/** Any failure of a REST request to Twilio. Source: Twilio's error body `{code, message, status}`. */
export class TwilioError extends DomainError {
  readonly code: string;
  readonly kind: ErrorKind;
  /**
   * Whether the same request may be sent again later without harm: always after `unsent`, and after `unknown` unless
   * a call was being placed. Never after `refused`: the answer would be the same.
   */
  readonly mayRepeat: boolean;
  /** Made from outcome and code alone, so that a failure that is read back from storage has the same one. */
  readonly concerns: TwilioConcern;
  /** True where the refusal concerns the account: once that is mended, the same call may be accepted. */
  override readonly isWorthRetrying: boolean;
  override readonly members?: Readonly<Record<string, string>>;

  constructor(
    readonly outcome: TwilioOutcome,
    readonly reason: TwilioReason,
    override readonly retryAfterSeconds?: number,
    readonly requestKind: TwilioRequestKind = 'placing',
    /** The call that is kept although it failed. */
    callId?: string,
  ) {
    super(sentenceOf(requestKind, outcome, reason));
    this.code = `twilio-${outcome}`;
    this.kind = outcome === 'refused' ? 'upstream-refused' : 'unavailable';
    this.mayRepeat = outcome === 'unsent' || (outcome === 'unknown' && requestKind === 'idempotent');
    this.concerns = concernOf(requestKind, outcome, Number(reason.code));
    this.isWorthRetrying = this.concerns === 'account';
    this.members = callId === undefined ? undefined : { call_id: callId };
  }

  /** The same failure of a request that may be sent twice. */
  ofIdempotent(): TwilioError {
    return new TwilioError(this.outcome, this.reason, this.retryAfterSeconds, 'idempotent');
  }

  /** The same failure, with a time to come back where Twilio gave none. */
  comeBackAfter(seconds: number): TwilioError {
    return new TwilioError(this.outcome, this.reason, this.retryAfterSeconds ?? seconds, this.requestKind);
  }

  /** Whether Twilio itself refused with this code. */
  isRefusal(code: number): boolean {
    return this.outcome === 'refused' && this.reason.code === code;
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

/** A webhook that Twilio may have signed, though never as it is read: told as any other, and no failed signature. */
export class MisshapenWebhookError extends DomainError {
  readonly code = 'twilio-misshapen-webhook';
  readonly kind = 'forbidden';

  constructor() {
    super('Invalid Twilio signature');
  }
}
