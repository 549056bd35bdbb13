import { resolve } from 'node:path';
import { makeKeyByProgram } from '../prove/api-key.js';
import { request } from '../src/demo/client.js';
import { MAGIC_FROM_NUMBER } from '../src/simulator/account.js';
import type { Credentials } from '../src/simulator/credentials.js';

const KEYS_PROGRAM = resolve('dist/keys.js');
const SPARE_KEYS = 3;

/** Where an Atlas in production finds its database and a Twilio at which nobody is called. */
export interface Surroundings {
  mongoUri: string;
  simulatorUrl: string;
  credentials: Credentials;
}

/** The settings of an Atlas that is closed to strangers, has limits that are not reached, and calls whom it is asked to. */
export const closedSettings = ({ mongoUri, simulatorUrl, credentials }: Surroundings) => ({
  ENVIRONMENT: 'production',
  MONGO_URI: mongoUri,
  MONGO_DB: 'closed',
  TWILIO_MODE: 'live',
  TWILIO_API_BASE_URL: simulatorUrl,
  TWILIO_ACCOUNT_SID: credentials.accountSid,
  TWILIO_AUTH_TOKEN: credentials.authToken,
  TWILIO_FROM_NUMBER: MAGIC_FROM_NUMBER,
  ALLOWED_COUNTRIES: 'all',
  MAX_ATTEMPTS_PER_NUMBER: '0',
  REQUESTS_PER_MINUTE: '1000000',
  PLACINGS_PER_MINUTE: '1000000',
});

/** The first key, from the program `keys`. */
export const makeAdminKey = (directory: string, settings: Record<string, string>): Promise<string> =>
  makeKeyByProgram({ program: KEYS_PROGRAM, settings, directory }, ['admin']);

/** Makes a key with these scopes, by another one that may. */
export async function makeKey(
  url: string,
  admin: string,
  scopes: readonly string[],
): Promise<{ id: string; key: string }> {
  const body = { name: 'fuzz', scopes };
  return (await request<{ id: string; key: string }>('POST', `${url}/keys`, body, admin)).body;
}

/** The ids of keys that nobody needs, for requests that revoke them. */
export async function makeSpareKeys(url: string, admin: string): Promise<string[]> {
  const made = Array.from({ length: SPARE_KEYS }, () => makeKey(url, admin, ['calls:read']));
  return (await Promise.all(made)).map(({ id }) => id);
}
