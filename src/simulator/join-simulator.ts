import { basicAuthorization } from './basic-credentials.js';
import type { Credentials } from './credentials.js';
import { SIMULATOR_NAME } from './control/control-router.js';

const PROBE_TIMEOUT_MS = 2000;

interface Introduction {
  simulator: string;
  account_sid: string;
  /** Whether the credentials of the request are its own; absent when it had none. */
  knows_credentials?: boolean;
  from_number: string;
}

const isIntroduction = (value: unknown): value is Introduction =>
  typeof value === 'object' &&
  value !== null &&
  (value as Partial<Introduction>).simulator === SIMULATOR_NAME;

async function introductionAt(
  url: string,
  headers: Record<string, string> = {},
): Promise<Introduction | null> {
  try {
    const response = await fetch(`${url}/simulator`, {
      headers,
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    const body: unknown = await response.json();
    return isIntroduction(body) ? body : null;
  } catch {
    return null;
  }
}

/** Asked only of what has introduced itself with this account: a stranger is told no token. */
async function isKnown(url: string, sid: string, secret: string): Promise<boolean> {
  const authorization = basicAuthorization(sid, secret);
  return (await introductionAt(url, { authorization }))?.knows_credentials === true;
}

/**
 * Looks at what holds a port, and answers the number to call from when it is a simulator with these credentials.
 * Anything else is an error whose message says what to change.
 */
export async function joinSimulator(
  url: string,
  port: number,
  credentials: Credentials,
): Promise<{ fromNumber: string }> {
  const introduction = await introductionAt(url);
  if (!introduction) {
    throw new Error(
      `Port ${port} is taken by another program: set SIMULATOR_PORT to a free port for the Twilio simulator`,
    );
  }
  const { accountSid, authToken, apiKey } = credentials;
  const isSame =
    introduction.account_sid === accountSid &&
    (await isKnown(url, accountSid, authToken)) &&
    (!apiKey || (await isKnown(url, apiKey.sid, apiKey.secret)));
  if (isSame) return { fromNumber: introduction.from_number };
  throw new Error(
    `Port ${port} has a Twilio simulator with other credentials: use the same ATLAS_DATA_DIR (or Twilio credentials) as it does, or set SIMULATOR_PORT to a free port`,
  );
}
