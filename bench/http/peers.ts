import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Child } from '../../prove/child.js';
import { freePort } from '../../src/common/process/free-port.js';

/** Who is measured: Atlas, the same by hand, and the same as it is usually written. */
export const PEERS = ['atlas', 'floor', 'usual'] as const;
export type Peer = (typeof PEERS)[number];

/** A program of this build, by its path from here. */
export const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
export const PROGRAMS: Record<Peer, string> = {
  atlas: fileOf('../../src/main.js'),
  floor: fileOf('../peers/floor/main.js'),
  usual: fileOf('../peers/usual/main.js'),
};

/** What a peer is started with. */
export interface PeerOptions {
  directory: string;
  mongoUri: string;
  dbName: string;
  twilioUrl: string;
  account: { sid: string; token: string };
  /** Where Twilio reaches it, if not at its own address. */
  baseUrl?: string;
  /** Beside, or in place of, those of production. */
  settings?: Record<string, string>;
}

const MANY = '1000000';

/** As in production: a key for each request, limits that nobody reaches, live calls. */
export const settingsOf = ({
  mongoUri,
  dbName,
  twilioUrl,
  account,
}: PeerOptions): Record<string, string> => ({
  ENVIRONMENT: 'production',
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  MONGO_URI: mongoUri,
  MONGO_DB: dbName,
  TWILIO_MODE: 'live',
  TWILIO_API_BASE_URL: twilioUrl,
  TWILIO_ACCOUNT_SID: account.sid,
  TWILIO_AUTH_TOKEN: account.token,
  TWILIO_FROM_NUMBER: '+15005550006',
  TWILIO_CPS: '1000',
  ALLOWED_COUNTRIES: 'US',
  REQUESTS_PER_MINUTE: MANY,
  PLACINGS_PER_MINUTE: MANY,
  MAX_ATTEMPTS_PER_NUMBER: '10000',
});

/** A peer that answers. */
export interface RunningPeer {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/** Starts a peer on a database that has its indexes. `node` are arguments of Node itself, such as `--cpu-prof`. */
export async function startPeer(peer: Peer, options: PeerOptions, node: string[] = []): Promise<RunningPeer> {
  const directory = join(options.directory, peer);
  await mkdir(directory, { recursive: true });
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const child = await Child.start({
    name: peer,
    arguments: [...node, PROGRAMS[peer]],
    settings: {
      ...settingsOf(options),
      PORT: port,
      BASE_URL: options.baseUrl ?? url,
      ATLAS_DATA_DIR: directory,
      ...options.settings,
    },
    directory,
    logFile: join(options.directory, `${peer}.log`),
    readyUrl: `${url}/health/ready`,
  });
  return { url, pid: child.pid ?? 0, stop: () => child.stop() };
}
