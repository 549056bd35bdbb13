import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';
import type { DatabaseState } from '../../src/database/local/database-state.js';
import { processExists } from '../../src/database/local/process-exists.js';
import { startLocalDatabase, type LocalDatabase } from '../../src/database/local/start-local-database.js';
import { waitFor } from '../support/wait-for.js';

/** An Atlas reduced to its database, in a process of its own that can be killed. */
const OWNER_PROGRAM = `
import { register } from 'node:module';
register(${JSON.stringify(new URL('../support/typescript-hooks.mjs', import.meta.url).href)});
const source = ${JSON.stringify(new URL('../../src/database/local/start-local-database.ts', import.meta.url).href)};
const { startLocalDatabase } = await import(source);
const { uri, description } = await startLocalDatabase({ dataDir: process.argv[1], log: () => undefined });
console.log(JSON.stringify({ uri, description }));
setInterval(() => undefined, 60_000);
`;

jest.setTimeout(90_000);

let dataDir: string;
const owners: ChildProcess[] = [];
const databases: LocalDatabase[] = [];
const lines: string[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'atlas-database-'));
  lines.length = 0;
});

afterEach(async () => {
  for (const owner of owners.splice(0)) owner.kill('SIGKILL');
  for (const database of databases.splice(0)) await database.stop();
  const state = await readState().catch(() => null);
  if (state) await ended(state.serverPid);
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<LocalDatabase> {
  const database = await startLocalDatabase({ dataDir, log: (line) => lines.push(line) });
  databases.push(database);
  return database;
}

async function startOwner(): Promise<{ owner: ChildProcess; uri: string; description: string }> {
  const owner = spawn(process.execPath, ['--input-type=module', '-e', OWNER_PROGRAM, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  owners.push(owner);
  const [line] = (await once(createInterface({ input: owner.stdout! }), 'line')) as [string];
  return { owner, ...(JSON.parse(line) as { uri: string; description: string }) };
}

const stateFile = (): string => join(dataDir, 'database.json');

async function readState(): Promise<DatabaseState> {
  return JSON.parse(await readFile(stateFile(), 'utf8')) as DatabaseState;
}

async function ended(pid: number): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (processExists(pid)) {
    if (Date.now() > deadline) throw new Error(`process ${pid} still runs`);
    await sleep(20);
  }
}

async function withNotes<T>(uri: string, task: (notes: mongoose.mongo.Collection) => Promise<T>): Promise<T> {
  const client = await new mongoose.mongo.MongoClient(uri, { serverSelectionTimeoutMS: 1_000 }).connect();
  try {
    const writeConcern = { w: 'majority', journal: true } as const;
    return await task(client.db('atlas').collection('notes', { writeConcern }));
  } finally {
    await client.close();
  }
}

describe('the local database', () => {
  it('keeps its data and its port across restarts, and says which server it is', async () => {
    const first = await start();
    await withNotes(first.uri, (notes) => notes.insertOne({ text: 'kept' }));
    const { serverPid } = await readState();
    await first.stop();
    expect(processExists(serverPid)).toBe(false);

    const second = await start();
    expect(second.uri).toBe(first.uri);
    expect(new URL(second.uri).hostname).toBe('127.0.0.1');
    expect(second.description).toContain(`(local, started), data in ${join(dataDir, 'mongo')}`);
    expect(await withNotes(second.uri, (notes) => notes.countDocuments({ text: 'kept' }))).toBe(1);
  });

  it('keeps its data where no other user of the machine can look', async () => {
    await start();
    expect((await stat(join(dataDir, 'mongo'))).mode & 0o777).toBe(0o700);
  });

  it('ends when its owner is killed', async () => {
    const { owner } = await startOwner();
    const { serverPid, watcherPid } = await readState();
    expect(processExists(serverPid)).toBe(true);
    owner.kill('SIGKILL');
    await ended(serverPid);
    await ended(watcherPid);
  });

  it('goes on for those who joined when its owner is killed, and ends with the last of them', async () => {
    const { owner, uri } = await startOwner();
    const joined = await start();
    expect(joined.uri).toBe(uri);
    expect(joined.description).toContain('(local, joined)');
    const { serverPid } = await readState();
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    await sleep(300);
    await withNotes(joined.uri, (notes) => notes.insertOne({ text: 'after the owner' }));
    const late = await start();
    await joined.stop();
    await withNotes(late.uri, (notes) => notes.insertOne({ text: 'after the first joiner' }));
    await late.stop();
    expect(processExists(serverPid)).toBe(false);
  });

  it('goes on for a joiner when its owner stops', async () => {
    const owner = await start();
    const joined = await start();
    await owner.stop();
    expect(await withNotes(joined.uri, (notes) => notes.countDocuments())).toBe(0);
    expect(lines).toEqual([]);
  });

  it('is started once when two ask for it at the same moment', async () => {
    const all = await Promise.all([startOwner(), startOwner(), start(), start()]);
    expect(new Set(all.map(({ uri }) => uri)).size).toBe(1);
    expect(all.filter(({ description }) => description.includes('(local, started)'))).toHaveLength(1);
  });

  it('loses no acknowledged write when it is killed, and Atlas notices', async () => {
    const { uri, stop } = await start();
    const { serverPid } = await readState();
    const acknowledged: number[] = [];
    const writers = withNotes(uri, (notes) =>
      Promise.allSettled(
        Array.from({ length: 8 }, async (_, writer) => {
          for (let n = writer; ; n += 8) {
            await notes.insertOne({ n });
            acknowledged.push(n);
          }
        }),
      ),
    );
    await sleep(400);
    process.kill(serverPid, 'SIGKILL');
    await writers;
    expect(acknowledged.length).toBeGreaterThan(20);
    // The writers see the cut connection a moment before the watcher sees the end of its child.
    await waitFor('the watcher tells', async () => lines.length > 0);
    expect(lines).toEqual([expect.stringContaining('has ended (SIGKILL)')]);
    await stop();

    const again = await start();
    const found = await withNotes(again.uri, (notes) => notes.find().toArray());
    const kept = new Set(found.map(({ n }) => n as number));
    expect(acknowledged.filter((n) => !kept.has(n))).toEqual([]);
  });
});

describe('what an earlier run left', () => {
  it('a state file of processes that are gone, and a lock of one: recovered', async () => {
    await (await start()).stop();
    const pid = (await readState()).serverPid;
    const lock = { pid, host: hostname(), token: 'of a killed process' };
    await writeFile(join(dataDir, 'database.lock'), JSON.stringify(lock));
    expect((await start()).description).toContain('(local, started)');
  });

  it('a damaged state file: recovered', async () => {
    await writeFile(stateFile(), '{"port": 12');
    expect((await start()).description).toContain('(local, started)');
  });

  it('a state file that cannot be written: no server is left that would hold the data', async () => {
    await mkdir(stateFile());
    await expect(start()).rejects.toThrow(/could not be started.*its state could not be written/);
    await rm(stateFile(), { recursive: true });
    expect((await start()).description).toContain('(local, started)');
  });

  it('a port that another program has taken: another one is used', async () => {
    const first = await start();
    await first.stop();
    const { port } = await readState();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    try {
      const second = await start();
      expect(second.uri).not.toBe(first.uri);
      await withNotes(second.uri, (notes) => notes.insertOne({ text: 'works' }));
    } finally {
      other.close();
    }
  });

  it('a server whose watcher was killed: its owner ends it', async () => {
    await start();
    const { serverPid, watcherPid } = await readState();
    process.kill(watcherPid, 'SIGKILL');
    await ended(serverPid);
    while (lines.length === 0) await sleep(20);
    expect(lines).toEqual([expect.stringContaining('has ended (its watcher ended: SIGKILL)')]);
  });

  it('a server whose watcher and owner were both killed: the next start ends it and starts anew', async () => {
    const { owner, uri } = await startOwner();
    const { serverPid, watcherPid } = await readState();
    await withNotes(uri, (notes) => notes.insertOne({ text: 'kept' }));
    owner.kill('SIGKILL');
    process.kill(watcherPid, 'SIGKILL');
    await ended(watcherPid);
    const next = await start();
    expect(processExists(serverPid)).toBe(false);
    expect(await withNotes(next.uri, (notes) => notes.countDocuments({ text: 'kept' }))).toBe(1);
  });
});
