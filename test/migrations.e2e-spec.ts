import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { childEnvironment } from '../src/config/child-environment.js';
import { MIGRATIONS, versionAfter } from '../src/database/migrations/migrations.js';
import { callBody, feedbackBody } from './support/factories.js';
import { openTestDatabase, type TestDatabase } from './support/mongo.js';
import { freePort } from './support/processes.js';
import { startApp } from './support/start-app.js';

let database: TestDatabase;

beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(() => database.close());

const KNOWN = versionAfter(MIGRATIONS);
const collection = (name: string) => database.connection.collection<{ _id: string }>(name);

const run = async (program: string, ...options: string[]) => {
  const ports = { PORT: String(await freePort()), SIMULATOR_PORT: String(await freePort()) };
  const settings = { ENVIRONMENT: 'test', MONGO_URI: database.uri, MONGO_DB: database.name };
  const env = childEnvironment({ ...settings, ...ports });
  return spawnSync(process.execPath, [join('dist', program), ...options], { encoding: 'utf8', env });
};

describe('a start', () => {
  it('gives what is stored its present shape before anything reads it', async () => {
    await collection('calls').insertOne({ _id: 'a-call' });
    const { close } = await startApp({ databaseName: database.name });
    await expect(collection('calls').findOne()).resolves.toMatchObject({ _id: 'a-call', version: 1 });
    await expect(collection('instances').countDocuments()).resolves.toBe(1);
    await close();
    await expect(collection('instances').countDocuments()).resolves.toBe(0);
  });

  it('finds feedback that an older Atlas kept under a SID, under its call', async () => {
    const before = await startApp({ databaseName: database.name });
    const { body: call } = await request(before.url).post('/calls/outbound').send(callBody()).expect(201);
    const path = `/calls/${call.call_id}/feedback`;
    const { body: given } = await request(before.url).patch(path).send(feedbackBody()).expect(200);
    await before.close();
    const kept = await collection('feedback').findOne({ _id: call.call_id });
    await collection('feedback').deleteOne({ _id: call.call_id });
    await collection('feedback').insertOne({ ...kept, _id: call.twilio_sid });
    await collection('schema').updateOne({}, { $set: { version: 1, readableFrom: 0 } });
    const after = await startApp({ databaseName: database.name });
    await request(after.url).get(path).expect(200, given);
    await after.close();
  });

  it('is refused on a database that only a newer Atlas reads, and leaves nothing behind', async () => {
    const newer = { _id: 'schema', version: KNOWN + 2, readableFrom: KNOWN + 1, steps: [] };
    await collection('schema').insertOne(newer);
    const { status, stdout, stderr } = await run('main.js');
    expect(stderr).toMatch(
      new RegExp(
        `^Atlas cannot start: the database has schema version ${KNOWN + 2}, .* Start the newer Atlas.\n$`,
      ),
    );
    expect(stdout).not.toContain('ERROR');
    expect(status).toBe(1);
    await expect(collection('instances').countDocuments()).resolves.toBe(0);
    await expect(collection('calls').indexes()).rejects.toThrow(/ns does not exist/);
  });
});

describe('npm run migrate', () => {
  it('shows what is missing, does it, and shows that it is done', async () => {
    const before = await run('migrate.js', '--status');
    expect(before.stdout).toContain('every call has a version: not done yet');
    await expect(collection('schema').countDocuments()).resolves.toBe(0);
    const done = await run('migrate.js');
    expect(done.stdout).toMatch(/every call has a version: done 20/);
    expect([before.status, done.status, done.stderr]).toEqual([0, 0, '']);
  });

  it('says in one line why it cannot', async () => {
    await collection('schema').insertOne({
      _id: 'schema',
      version: 99,
      readableFrom: 99,
      steps: [],
    } as never);
    const { status, stderr } = await run('migrate.js');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^The database is not migrated: the database has schema version 99, .*\n$/);
  });
});
