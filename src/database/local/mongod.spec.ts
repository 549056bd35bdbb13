import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { startLocalDatabase, type LocalDatabase } from './start-local-database.js';
import { writeStandInMongod } from './testing/stand-in-mongod.js';

jest.setTimeout(30_000);

describe('a mongod on PATH', () => {
  let programs: string;
  let dataDir: string;
  let database: LocalDatabase | undefined;

  beforeAll(async () => {
    programs = await mkdtemp(join(tmpdir(), 'atlas-programs-'));
    await writeStandInMongod(programs);
  });
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'atlas-mongod-'));
  });
  afterEach(async () => {
    await database?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  afterAll(() => rm(programs, { recursive: true, force: true }));

  const start = async (searchPath = programs): Promise<LocalDatabase> => {
    database = await startLocalDatabase({ dataDir, searchPath, log: () => undefined });
    return database;
  };
  const note = async (text: string): Promise<number> => {
    const client = await new mongoose.mongo.MongoClient(database!.uri).connect();
    const notes = client.db('atlas').collection('notes');
    await notes.insertOne({ text }, { writeConcern: { w: 'majority', journal: true } });
    const count = await notes.countDocuments();
    await client.close();
    return count;
  };
  const replicaSet = async (): Promise<{ version: number; members: { host: string }[] }> =>
    JSON.parse(await readFile(join(dataDir, 'mongo', 'replica-set.json'), 'utf8'));
  const address = (): string => new URL(database!.uri).host;

  it('is preferred, and started on loopback as a replica set of one', async () => {
    const { description } = await start();
    expect(description).toContain('mongod from PATH');
    expect(await note('first')).toBe(1);
    const [first = ''] = (await readFile(join(dataDir, 'mongo', 'started.jsonl'), 'utf8')).split('\n');
    const port = new URL(database!.uri).port;
    expect(JSON.parse(first)).toEqual([
      ...['--dbpath', join(dataDir, 'mongo'), '--port', port, '--bind_ip', '127.0.0.1'],
      ...['--replSet', 'atlas', '--keyFile', join(dataDir, 'database.key')],
      ...['--setParameter', 'enableLocalhostAuthBypass=false', '--wiredTigerCacheSizeGB', '0.25', '--quiet'],
    ]);
    expect((await replicaSet()).members).toEqual([{ _id: 0, host: address() }]);
  });

  it('is the same replica set after a restart', async () => {
    await (await start()).stop();
    const before = await replicaSet();
    await start();
    expect(await replicaSet()).toEqual(before);
    expect(await note('again')).toBe(1);
  });

  it('gets its new address written into the replica set when its port was taken', async () => {
    await (await start()).stop();
    const old = address();
    const other = createServer().listen(Number(old.split(':')[1]), '127.0.0.1');
    await once(other, 'listening');
    await start();
    other.close();
    expect(address()).not.toBe(old);
    expect(await replicaSet()).toMatchObject({ version: 2, members: [{ _id: 0, host: address() }] });
    expect(await note('moved')).toBe(1);
  });

  it('is asked for again, not replaced, when it is gone and the data are its own', async () => {
    await (await start()).stop();
    await expect(start('/nowhere')).rejects.toThrow(/were made by mongod; remove them to use another server/);
  });
});
