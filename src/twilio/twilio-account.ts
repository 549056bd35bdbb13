/** The Twilio account in use, real or simulated; resolved once at start. Also the injection token. */
export class TwilioAccount {
  /** `live` speaks to Twilio, `simulated` to the built-in simulator. */
  readonly mode!: 'live' | 'simulated';
  readonly accountSid!: string;
  readonly authToken!: string;
  /** Accepted on webhooks while tokens rotate; never used to sign or to ask. */
  readonly secondaryAuthToken?: string;
  /** E.164: the caller's number. */
  readonly fromNumber!: string;
  /** Where REST requests go in place of Twilio's own hosts: scheme, host and port. */
  readonly apiBaseUrl?: string;
  /** Milliseconds that one REST request may take. */
  readonly timeoutMs!: number;
  /** The public URL that Twilio is given and signs, without a trailing slash. */
  readonly baseUrl!: string;
}
