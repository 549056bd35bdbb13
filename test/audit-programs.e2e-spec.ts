import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { childEnvironment } from '../src/config/child-environment.js';
import { freePort } from '../src/common/process/free-port.js';
import { userBody } from './support/factories.js';
import { openTestDatabase, type TestDatabase } from './support/mongo.js';
import { endPrograms, startMain } from './support/program.js';

let database: TestDatabase;
let settings: Record<string, string>;
beforeAll(async () => {
  database = await openTestDatabase();
  settings = { MONGO_URI: database.uri, MONGO_DB: database.name, ENVIRONMENT: 'test', LOG_LEVEL: 'INFO' };
});
afterAll(async () => {
  endPrograms();
  await database.close();
});

const run = (program: string, ...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
  new Promise((done) => {
    const options = { env: childEnvironment(settings), cwd: tmpdir() };
    execFile(process.execPath, [resolve(`dist/${program}.js`), ...args], options, (error, stdout, stderr) =>
      done({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
const entries = () =>
  database.connection.collection<{ _id: string; [field: string]: unknown }>('audit_entries');

it('the commands that change something are in the audit log, which is proved also after a kill -9, and found where it is broken', async () => {
  const made = await run('keys', 'create', '--name', 'first', '--scopes', 'admin');
  expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^atlas_[\w-]{43}\n$/) });
  const [, id = ''] = /^API key (\S+) /.exec(made.stderr) ?? [];
  await expect(run('keys', 'list')).resolves.toMatchObject({ code: 0 });
  await expect(run('keys', 'revoke', id)).resolves.toMatchObject({ code: 0 });
  await expect(run('keys', 'revoke', 'nobody')).resolves.toMatchObject({ code: 1 });
  const acts = await entries()
    .find({ kind: { $ne: 'anchor' } })
    .toArray();
  const told = acts.map(({ kind, who, action, resource, outcome }) => [kind, who, action, resource, outcome]);
  expect(told).toEqual([
    ['begun', 'cli', 'keys.create', undefined, undefined],
    ['ended', 'cli', 'keys.create', `key:${id}`, 'done'],
    ['begun', 'cli', 'keys.revoke', `key:${id}`, undefined],
    ['ended', 'cli', 'keys.revoke', undefined, 'done'],
    ['begun', 'cli', 'keys.revoke', expect.stringMatching(/^key:hash-/), undefined],
    ['ended', 'cli', 'keys.revoke', undefined, 'refused'],
  ]);

  const port = String(await freePort());
  const program = startMain({ ...settings, HOST: '127.0.0.1', PORT: port, SIMULATOR_PORT: '0' });
  await program.says('listens on');
  const asked = Array.from({ length: 40 }, () =>
    fetch(`http://127.0.0.1:${port}/users`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(userBody()),
    }).catch(() => null),
  );
  await Promise.race(asked);
  program.child.kill('SIGKILL');
  await Promise.all([program.ending, ...asked]);
  await run('keys', 'create', '--name', 'second', '--scopes', 'admin');
  const whole = await run('audit', 'verify');
  expect(whole).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('5 chains, ') });
  expect(whole.stdout).toMatch(/The audit log is as it was written\n$/);

  const one = await entries().findOne({ kind: 'begun', who: 'everyone' });
  await entries().updateOne({ _id: one!._id }, { $set: { action: 'users.read' } });
  const broken = await run('audit', 'verify');
  expect(broken.code).toBe(1);
  expect(broken.stdout).toContain(
    `BROKEN chain ${String(one?.['chain'])}, entry ${String(one?.['seq'])}: it is not as it was written`,
  );
}, 120_000);
