import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSid, newSid } from './sid.js';

/** A pair that REST requests may be made with in place of the account's SID and token. */
export interface ApiKey {
  /** `SK` and 32 hexadecimal digits. */
  sid: string;
  secret: string;
}

export interface Credentials {
  accountSid: string;
  authToken: string;
  apiKey?: ApiKey;
}

const FILE_NAME = 'simulator.json';

function isCredentials(value: unknown): value is Credentials {
  if (typeof value !== 'object' || value === null) return false;
  const { accountSid, authToken } = value as Partial<Record<string, unknown>>;
  return (
    typeof accountSid === 'string' &&
    isSid('AC', accountSid) &&
    typeof authToken === 'string' &&
    authToken !== ''
  );
}

function readStored(path: string): Credentials {
  const stored: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!isCredentials(stored))
    throw new Error(`${path} does not hold the simulator's credentials; delete it to have new ones made`);
  return stored;
}

/**
 * The simulator's account SID and auth token: made once at random and kept in `dataDir`, readable by its owner only.
 * Two processes that start at once agree, for only one of them can create the file.
 */
export function storedCredentials(dataDir: string): Credentials {
  const path = join(dataDir, FILE_NAME);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const made: Credentials = { accountSid: newSid('AC'), authToken: randomBytes(16).toString('hex') };
  try {
    writeFileSync(path, `${JSON.stringify(made, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
    return made;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readStored(path);
  }
}
