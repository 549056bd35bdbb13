import { createHash, timingSafeEqual } from 'node:crypto';
import type { ApiKey, Credentials } from './credentials.js';

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
  /** Whether it takes no credentials for right, as after a rotation of the auth token. */
  refusesCredentials: boolean;
}

export const DEFAULT_LIMITS: Readonly<AccountLimits> = {
  callsPerSecond: 1,
  requestsPerSecond: 1000,
  eventsDelaySeconds: 15 * 60,
  refusesCredentials: false,
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The time that it takes tells nothing about either. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

/** The one account that a simulator serves. */
export class Account {
  readonly createdAt = new Date();
  limits: AccountLimits = { ...DEFAULT_LIMITS };
  readonly sid: string;
  readonly authToken: string;
  readonly fromNumber: string;
  private readonly logins: readonly ApiKey[];

  constructor({ accountSid, authToken, apiKey, fromNumber }: Credentials & { fromNumber: string }) {
    this.sid = accountSid;
    this.authToken = authToken;
    this.fromNumber = fromNumber;
    this.logins = [{ sid: accountSid, secret: authToken }, ...(apiKey ? [apiKey] : [])];
  }

  /** Whether a user and a password are this account's: its SID and token, or its API key. */
  knows(user: string, password: string): boolean {
    const known = this.logins.filter((login) => isSame(login.sid, user));
    return known.some(({ secret }) => isSame(secret, password));
  }

  ownsNumber(number: string): boolean {
    return number === this.fromNumber || number === MAGIC_FROM_NUMBER;
  }
}
