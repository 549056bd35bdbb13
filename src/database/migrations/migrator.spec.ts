import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Db } from 'mongodb';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { callVersion } from './0001-call-version.js';
import { type Instance, Instances, newInstance } from './instances.js';
import type { Migration } from './migration.js';
import { MIGRATIONS, versionAfter } from './migrations.js';
import { Migrator, type MigratorOptions } from './migrator.js';
import { schemaStatus } from './schema-status.js';
import { readSchema, SchemaRecord } from './schema-record.js';

let database: TestDatabase;
let db: Db;
let lines: string[];

beforeEach(async () => {
  database = await openTestDatabase();
  db = database.connection.db!;
  lines = [];
});
afterEach(() => database.close());

const migrator = (migrations: readonly Migration[], options: Partial<MigratorOptions> = {}): Migrator =>
  new Migrator(db, {
    migrations,
    instance: newInstance(versionAfter(migrations)),
    log: (line) => lines.push(line),
    pauseMs: 10,
    ...options,
  });

const step = (version: number, run: Migration['run'], compatibleFrom = 0): Migration => ({
  version,
  name: `step ${version}`,
  compatibleFrom,
  run,
});
const nothing = async (): Promise<void> => undefined;
const calls = () => db.collection<{ _id: string; version?: number }>('calls');
const insertCalls = (count: number) =>
  calls().insertMany(Array.from({ length: count }, (_, n) => ({ _id: `call-${n}` })));

describe('the list of steps', () => {
  it('counts from 1 without a gap, and asks no Atlas to know more than there is', () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
    for (const { version, compatibleFrom } of MIGRATIONS) expect(compatibleFrom).toBeLessThanOrEqual(version);
  });
});

describe('up', () => {
  it('brings an empty database to the newest version, and says what it did', async () => {
    await migrator(MIGRATIONS).up();
    const { version, steps, lease } = await readSchema(db);
    expect({ version, lease }).toEqual({ version: versionAfter(MIGRATIONS), lease: undefined });
    expect(steps.map(({ name }) => name)).toEqual(MIGRATIONS.map(({ name }) => name));
    expect(lines).toContainEqual(expect.stringMatching(/^Migration 1 \(every call has a version\) done in /));
  });

  it('runs only what is missing, each step once', async () => {
    const first = jest.fn(nothing);
    const second = jest.fn(nothing);
    await migrator([step(1, first)]).up();
    for (let n = 0; n < 2; n += 1) await migrator([step(1, first), step(2, second)]).up();
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
  });

  it('runs each step once though many start at the same time', async () => {
    let [running, most] = [0, 0];
    const run = jest.fn(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 50));
      running -= 1;
    });
    const steps = [step(1, run), step(2, run)];
    await Promise.all(Array.from({ length: 8 }, () => migrator(steps).up()));
    expect({ runs: run.mock.calls.length, most }).toEqual({ runs: 2, most: 1 });
    expect((await readSchema(db)).version).toBe(2);
    expect(lines).toContainEqual(expect.stringMatching(/^Waiting for .*, which migrates the database/));
  });

  it('goes on with a step that failed half-way, and tells which one it was', async () => {
    await insertCalls(10);
    const crash: Migration = {
      ...callVersion,
      run: (context) => {
        const renewLease = jest.fn(context.renewLease);
        renewLease.mockRejectedValueOnce(new Error('power cut'));
        return callVersion.run({ ...context, renewLease });
      },
    };
    const failing = migrator([crash], { batchSize: 4 }).up();
    await expect(failing).rejects.toThrow('Migration 1 (every call has a version) failed: power cut');
    expect(await calls().countDocuments({ version: 1 })).toBe(4);
    expect((await readSchema(db)).version).toBe(0);
    await migrator([callVersion], { batchSize: 4 }).up();
    expect(await calls().countDocuments({ version: 1 })).toBe(10);
  });

  it('takes over from a killed one when its lease has ended, not before', async () => {
    const killed = new SchemaRecord(db, newInstance(0), 400);
    await killed.open();
    await killed.take();
    const run = jest.fn(nothing);
    const waiting = migrator([step(1, run)]).up();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(run).not.toHaveBeenCalled();
    await waiting;
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('does not record what it did after another one has taken its lease', async () => {
    const other = new SchemaRecord(db, { ...newInstance(0), name: 'other' }, 300);
    const run = jest.fn(nothing).mockImplementationOnce(async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      await other.take();
    });
    await migrator([step(1, run)], { leaseMs: 50 }).up();
    expect(run).toHaveBeenCalledTimes(2);
    expect((await readSchema(db)).steps).toHaveLength(1);
    expect(lines[0]).toContain('Waiting for other');
  });

  it('gives up after a while when another one goes on migrating', async () => {
    const other = new SchemaRecord(db, { id: 'other', name: 'host:7' }, 60_000);
    await other.open();
    await other.take();
    const waiting = migrator([step(1, nothing)], { patienceMs: 50 }).up();
    await expect(waiting).rejects.toThrow(
      'waited 0 s for host:7, which migrates the database (schema version 0 of 1)',
    );
  });
});

describe('beside another release', () => {
  const older = (): Instance => ({ ...newInstance(1), name: 'host:1', release: '0.0.9' });
  const breaking = [step(1, nothing), step(2, nothing, 2)];

  it('an older Atlas runs on a newer schema that it can read', async () => {
    await migrator([step(1, nothing), step(2, nothing, 1)]).up();
    await expect(migrator([step(1, nothing)]).up()).resolves.toBeUndefined();
  });

  it('an older Atlas is refused where it cannot, in one line that says what to do', async () => {
    await migrator(breaking).up();
    const refused = migrator([step(1, nothing)]).up();
    await expect(refused).rejects.toThrow(
      /^the database has schema version 2, for an Atlas that knows version 2 or later; this one \(.*\) knows version 1\. Start the newer Atlas\.$/,
    );
  });

  it('a step is not run that an older Atlas which runs would be harmed by', async () => {
    const instances = new Instances(db);
    const instance = older();
    await instances.note(instance);
    const refused = migrator(breaking).up();
    await expect(refused).rejects.toThrow(
      'Migration 2 (step 2) cannot run beside an older Atlas: stop host:1 (Atlas 0.0.9) first.',
    );
    expect(await readSchema(db)).toMatchObject({ version: 1, readableFrom: 0 });
    await migrator([step(1, nothing)]).up();
    await instances.remove(instance);
    await migrator(breaking).up();
    expect(await readSchema(db)).toMatchObject({ version: 2, readableFrom: 2 });
  });

  it('an older Atlas keeps out also a step whose first migrator was killed', async () => {
    await migrator([step(1, nothing)]).up();
    const killed = new SchemaRecord(db, newInstance(2), 0);
    await killed.take();
    await killed.setReadableFrom(2);
    await new Instances(db).note(older());
    await expect(migrator(breaking).up()).rejects.toThrow('stop host:1 (Atlas 0.0.9) first');
  });

  it('one that has said nothing for long is forgotten', async () => {
    await new Instances(db).note(older());
    const longAgo = new Date(Date.now() - 60_000);
    await db.collection('instances').updateMany({}, { $set: { seenAt: longAgo } });
    await migrator(breaking).up();
    await expect(new Instances(db).findRunning()).resolves.toEqual([]);
  });
});

it('the status names the steps, those that are missing, and the instances', async () => {
  await migrator([step(1, nothing)]).up();
  await new Instances(db).note({ ...newInstance(1), name: 'host:1', release: '0.0.9' });
  await expect(schemaStatus(db, [step(1, nothing), step(2, nothing)])).resolves.toEqual([
    'Schema version 1, for an Atlas that knows version 0 or later; this one knows 2',
    expect.stringMatching(/^ {2}1 {2}step 1: done 20.*Z, in [\d.]+ s$/),
    '  2  step 2: not done yet',
    'host:1 runs: Atlas 0.0.9, which knows version 1',
  ]);
});

describe('every call has a version', () => {
  it('leaves the versions that there are, also those that come meanwhile', async () => {
    await insertCalls(3);
    await calls().updateOne({ _id: 'call-0' }, { $set: { version: 7 } });
    const renewLease = async (): Promise<void> => {
      await calls().updateMany({ version: { $exists: false } }, { $inc: { version: 5 } });
    };
    await callVersion.run({ db, batchSize: 1, renewLease });
    const versions = (await calls().find().sort({ _id: 1 }).toArray()).map(({ version }) => version);
    expect(versions).toEqual([7, 1, 5]);
  });
});
