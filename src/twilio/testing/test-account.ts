import { TwilioAccount } from '../twilio-account.js';

/** An account for tests; what is given replaces the defaults. */
export const testAccount = (overrides: Partial<TwilioAccount> = {}): TwilioAccount =>
  Object.assign(new TwilioAccount(), {
    mode: 'live',
    accountSid: `AC${'a'.repeat(32)}`,
    authToken: 'a-token-for-tests',
    fromNumber: '+15005550006',
    timeoutMs: 2_000,
    baseUrl: 'https://atlas.example.com',
    ...overrides,
  });
