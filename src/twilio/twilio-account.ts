/** Where REST requests go unless TWILIO_API_BASE_URL says otherwise. */
export const TWILIO_ORIGIN = 'https://api.twilio.com';

/** The Twilio account in use, real or simulated; resolved once at start. Also the injection token. */
export class TwilioAccount {
  /** `live` speaks to Twilio, `simulated` to the built-in simulator. */
  readonly mode!: 'live' | 'simulated';
  readonly accountSid!: string;
  readonly authToken!: string;
  /** Used for REST requests in place of the token, where it is set. */
  readonly apiKey?: { sid: string; secret: string };
  /** Accepted on webhooks while tokens rotate; never used to sign or to ask. */
  readonly secondaryAuthToken?: string;
  /** E.164: the caller's number. */
  readonly fromNumber!: string;
  /** Where REST requests go in place of Twilio's own hosts: scheme, host and port. */
  readonly apiBaseUrl?: string;
  /** The proxy that REST requests go through, perhaps with credentials. */
  readonly proxyUrl?: string;
  /** Milliseconds that one REST request may take. */
  readonly timeoutMs!: number;
  /** The public URL that Twilio is given and signs, without a trailing slash. */
  readonly baseUrl!: string;
}
