import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { cacheDirectory } from '../../config/cache-directory.js';
import { searchPath } from '../../config/search-path.js';
import { accepts } from './accepts.js';
import { readState } from './database-state.js';
import { freePort } from '../../common/process/free-port.js';
import { secantusVenv } from './secantus-venv.js';
import { startLocalDatabase, type LocalDatabase } from './start-local-database.js';
import { writeStandInMongod } from './testing/stand-in-mongod.js';

jest.setTimeout(60_000);

const { MongoClient } = mongoose.mongo;
const STRANGER = { user: 'stranger', pwd: 'planted', roles: [{ role: 'root', db: 'admin' }] };

let programs: string;
let python: string;
let dataDir: string;
let database: LocalDatabase | undefined;
let open: ChildProcess | undefined;

beforeAll(async () => {
  programs = await mkdtemp(join(tmpdir(), 'atlas-programs-'));
  await writeStandInMongod(programs);
  const venv = await secantusVenv({
    cacheDir: cacheDirectory(),
    searchPath: searchPath(),
    log: () => undefined,
  });
  if ('unavailable' in venv) throw new Error(venv.unavailable);
  python = venv.python;
});
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'atlas-access-'));
});
afterEach(async () => {
  await database?.stop();
  database = undefined;
  open?.kill('SIGKILL');
  open = undefined;
  await rm(dataDir, { recursive: true, force: true });
});
afterAll(() => rm(programs, { recursive: true, force: true }));

const start = async (path?: string): Promise<LocalDatabase> => {
  database = await startLocalDatabase({ dataDir, log: () => undefined, ...(path && { searchPath: path }) });
  return database;
};

async function connected<T>(
  uri: string,
  task: (client: InstanceType<typeof MongoClient>) => Promise<T>,
): Promise<T> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 3_000 });
  try {
    return await task(await client.connect());
  } finally {
    await client.close();
  }
}

const asStranger = (credentials = ''): string =>
  `mongodb://${credentials}${new URL(database!.uri).host}/?directConnection=true`;
const notes = (uri: string): Promise<unknown[]> =>
  connected(uri, (client) => client.db('atlas').collection('notes').find().toArray());
const note = (uri: string): Promise<unknown> =>
  connected(uri, (client) => client.db('atlas').collection('notes').insertOne({ text: 'kept' }));

/** What earlier versions of Atlas started: a server that asks for nothing. */
async function startOpenServer(): Promise<string> {
  const [port, dataPath] = [await freePort(), join(dataDir, 'mongo')];
  await mkdir(dataPath, { recursive: true });
  const where = ['--host', '127.0.0.1', '--port', String(port), '--storage-path', dataPath];
  open = spawn(python, ['-I', '-m', 'secantus', ...where], { stdio: 'ignore' });
  while (!(await accepts(port)));
  return `mongodb://127.0.0.1:${port}/?directConnection=true`;
}

async function endOpenServer(): Promise<void> {
  const ended = once(open!, 'exit');
  open!.kill('SIGTERM');
  // It sees at the next connection that it should end.
  await ended;
}

describe.each([
  ['SecantusDB', () => undefined],
  ['mongod', () => programs],
])('the local database, served by %s', (_name, path) => {
  it('lets nobody read, write or make users who has not its key', async () => {
    await note((await start(path())).uri);
    const wrong = `__system:${'0'.repeat(64)}@`;
    for (const task of [notes, note]) await expect(task(asStranger())).rejects.toMatchObject({ code: 13 });
    await expect(notes(`${asStranger(wrong)}&authSource=local`)).rejects.toMatchObject({ code: 18 });
    const makeUser = connected(asStranger(), (client) =>
      client.db('admin').command({ createUser: STRANGER.user, ...STRANGER, user: undefined }),
    );
    await expect(makeUser).rejects.toMatchObject({ code: 13 });
    expect(await notes(database!.uri)).toHaveLength(1);
  });

  it('knows no other user after a start', async () => {
    const { user, ...rest } = STRANGER;
    const { uri } = await start(path());
    await connected(uri, (client) => client.db('admin').command({ createUser: user, ...rest }));
    expect(await notes(asStranger('stranger:planted@'))).toEqual([]);
    await database!.stop();
    await start(path());
    await expect(notes(asStranger('stranger:planted@'))).rejects.toMatchObject({ code: 18 });
  });

  it('keeps its key from processes, logs and other users', async () => {
    const { uri } = await start(path());
    const state = await readState(join(dataDir, 'database.json'));
    const key = new URL(uri).password;
    const told = [await readFile(join(dataDir, 'database.log'), 'utf8'), database!.description];
    for (const pid of [state!.serverPid, state!.watcherPid])
      for (const file of ['cmdline', 'environ']) told.push(await readFile(`/proc/${pid}/${file}`, 'utf8'));
    for (const secret of [key, state!.id]) for (const text of told) expect(text).not.toContain(secret);
    const modes = ['database.key', 'database.json', 'mongo'].map(
      async (name) => (await stat(join(dataDir, name))).mode & 0o777,
    );
    expect(await Promise.all(modes)).toEqual([0o600, 0o600, 0o700]);
  });
});

describe('data of a server that asked for nothing', () => {
  it('are kept, and who made himself a user then is out', async () => {
    const uri = await startOpenServer();
    await note(uri);
    const { user, ...rest } = STRANGER;
    await connected(uri, (client) => client.db('admin').command({ createUser: user, ...rest }));
    await endOpenServer();
    await start();
    expect(await notes(database!.uri)).toMatchObject([{ text: 'kept' }]);
    await expect(notes(asStranger())).rejects.toMatchObject({ code: 13 });
    await expect(notes(asStranger('stranger:planted@'))).rejects.toMatchObject({ code: 18 });
  });
});
