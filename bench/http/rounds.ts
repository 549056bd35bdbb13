import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { makeKeyByProgram } from '../../prove/api-key.js';
import { Child } from '../../prove/child.js';
import { freePort } from '../../src/database/local/free-port.js';
import type { DatabaseServer } from '../servers/database.js';
import { LINES } from './lines.js';
import { type Asking, callsEach, type Cost, measurePeer } from './measure.js';
import { fileOf, type Peer, type PeerOptions, PEERS, settingsOf, startPeer } from './peers.js';
import { dropDatabase, seed } from './seed.js';

const KEYS = fileOf('../../src/keys.js');
const TWILIO = fileOf('./twilio.js');
const SCOPES = ['users:read', 'users:write', 'calls:read', 'calls:write', 'feedback:write'];

/** What one peer cost in one round. */
export interface PeerCosts {
  costs: Cost[];
  resident: number;
}

/** All peers in one round. */
export type Round = Partial<Record<Peer, PeerCosts>>;

export interface RoundOptions {
  asking: Asking;
  peers: readonly Peer[];
  lines: string[];
  /** Arguments of Node for the peers, such as `--cpu-prof`. */
  node: string[];
}

/** Measures each peer alone, with a database server and a Twilio of its own. */
export async function measureRound(
  server: DatabaseServer,
  parent: string,
  n: number,
  options: RoundOptions,
): Promise<Round> {
  const round: Round = {};
  const peers = PEERS.filter((peer) => options.peers.includes(peer));
  // Whoever comes first finds another machine than who comes last.
  for (const peer of n % 2 === 0 ? peers : peers.toReversed())
    round[peer] = await measureOn(server, parent, peer, options);
  return round;
}

async function measureOn(
  server: DatabaseServer,
  parent: string,
  peer: Peer,
  { asking, lines, node }: RoundOptions,
): Promise<PeerCosts> {
  const directory = await mkdtemp(join(parent, `${peer}-`));
  const dbName = `atlas_bench_${randomBytes(6).toString('hex')}`;
  const database = await server.start(directory);
  const account = { sid: `AC${randomBytes(16).toString('hex')}`, token: randomBytes(16).toString('hex') };
  const port = await freePort();
  const twilioUrl = `http://127.0.0.1:${port}`;
  const twilio = await Child.start({
    name: 'twilio',
    arguments: [TWILIO, String(port)],
    settings: {},
    directory,
    logFile: join(directory, 'twilio.log'),
    readyUrl: twilioUrl,
  });
  try {
    const options = { directory, mongoUri: database.uri, dbName, twilioUrl, account };
    const key = await prepare(options);
    const material = {
      seed: await seed(database.uri, dbName, account.sid, callsEach(asking)),
      account,
      key,
    };
    const running = await startPeer(peer, options, node);
    try {
      const chosen = LINES.filter(
        ({ name }) => lines.length === 0 || lines.some((part) => name.includes(part)),
      );
      return await measurePeer(running.pid, { ...material, baseUrl: running.url }, asking, chosen);
    } finally {
      await running.stop();
    }
  } finally {
    await twilio.kill();
    await dropDatabase(database.uri, dbName);
    await database.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Gives the database its indexes, the same for each peer, and a key. */
async function prepare(options: PeerOptions): Promise<string> {
  await (await startPeer('atlas', options)).stop();
  const { directory } = options;
  const settings = { ...settingsOf(options), BASE_URL: options.twilioUrl, ATLAS_DATA_DIR: directory };
  return makeKeyByProgram({ program: KEYS, settings, directory }, SCOPES);
}
