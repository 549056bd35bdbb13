import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeKeyByProgram } from '../../prove/api-key.js';
import { Child } from '../../prove/child.js';
import { freePort } from '../../src/common/process/free-port.js';
import type { DatabaseServer } from '../servers/database.js';
import { fileOf, type PeerOptions, settingsOf, startPeer } from './peers.js';
import { dropDatabase } from './seed.js';

const KEYS = fileOf('../../src/keys.js');
const MOST_COMPLAINTS = 20;
const TWILIO = fileOf('./twilio.js');
const SCOPES = [
  ...['users:read', 'users:write', 'calls:read', 'calls:write', 'feedback:write', 'metrics:read'],
  'subscriptions:write',
];

/** What a peer is started on, and the key that it knows. */
export interface Stage {
  options: PeerOptions;
  key: string;
}

/** Lends a database server with all indexes, and a Twilio, to what is measured; nothing of them is left behind. */
export async function onStage<Result>(
  server: DatabaseServer,
  parent: string,
  name: string,
  measure: (stage: Stage) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(parent, `${name}-`));
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
    return await measure({ options, key: await prepare(options) });
  } catch (error) {
    console.error((await complaints(join(directory, `${name}.log`))).join('\n'));
    throw error;
  } finally {
    await twilio.kill();
    await dropDatabase(database.uri, dbName);
    await database.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The last lines of a log that tell of something wrong; none where there is no log. */
async function complaints(logFile: string): Promise<string[]> {
  const log = await readFile(logFile, 'utf8').catch(() => '');
  return log
    .split('\n')
    .filter((line) => /error|warn|ERROR|WARN/.test(line))
    .slice(-MOST_COMPLAINTS);
}

/** Gives the database its indexes, the same for each peer, and a key. */
async function prepare(options: PeerOptions): Promise<string> {
  await (await startPeer('atlas', options)).stop();
  const { directory } = options;
  const settings = { ...settingsOf(options), BASE_URL: options.twilioUrl, ATLAS_DATA_DIR: directory };
  return makeKeyByProgram({ program: KEYS, settings, directory }, SCOPES);
}
