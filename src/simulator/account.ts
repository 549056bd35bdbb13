import { createHash, timingSafeEqual } from 'node:crypto';

/** Twilio's magic number that may always be called from. Source: Twilio's test credentials page. */
export const MAGIC_FROM_NUMBER = '+15005550006';

/** What may be set on the account while it runs. */
export interface AccountLimits {
  /** Calls dialled in a simulated second; what exceeds it waits in the queue. Twilio's default is 1. */
  callsPerSecond: number;
  /** REST requests accepted in a real second, and the size of one burst; more are answered 429. */
  requestsPerSecond: number;
  /** Simulated seconds between a call's end and its Events being listed. */
  eventsDelaySeconds: number;
}

export const DEFAULT_LIMITS: Readonly<AccountLimits> = {
  callsPerSecond: 1,
  requestsPerSecond: 1000,
  eventsDelaySeconds: 15 * 60,
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The one account that a simulator serves. */
export class Account {
  readonly createdAt = new Date();
  limits: AccountLimits = { ...DEFAULT_LIMITS };

  constructor(
    readonly sid: string,
    readonly authToken: string,
    readonly fromNumber: string,
  ) {}

  /** Whether HTTP Basic credentials are this account's; the time that it takes tells nothing about them. */
  accepts(user: string, password: string): boolean {
    const userMatches = timingSafeEqual(digest(user), digest(this.sid));
    const passwordMatches = timingSafeEqual(digest(password), digest(this.authToken));
    return userMatches && passwordMatches;
  }

  ownsNumber(number: string): boolean {
    return number === this.fromNumber || number === MAGIC_FROM_NUMBER;
  }
}
