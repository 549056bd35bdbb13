import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { childEnvironment } from '../src/config/child-environment.js';
import { dropTestDatabase, testDatabaseName, testMongoUri } from './support/mongo.js';
import { type RunningApp, startApp } from './support/start-app.js';

const EMAIL = 'grace@example.com';
const PASSWORD = 'correct horse battery';
const BASE_URL = 'https://atlas.example.com/phone';

let database: string;
let running: RunningApp;

beforeAll(async () => {
  database = testDatabaseName();
  running = await startApp({ databaseName: database });
}, 60_000);
afterAll(async () => {
  await running.close();
  await dropTestDatabase(database);
});

const run = (...args: string[]) => {
  const settings = { ENVIRONMENT: 'test', LOG_LEVEL: 'DEBUG', MONGO_URI: testMongoUri(), MONGO_DB: database };
  const env = childEnvironment({ ...settings, BASE_URL });
  return spawnSync(process.execPath, [join('dist', 'people.js'), ...args], { encoding: 'utf8', env });
};

/** The token of the link, which stands alone on the standard output. */
const tokenIn = ({ stdout }: { stdout: string }): string => {
  const [, token = ''] = /^https:\/\/atlas\.example\.com\/phone\/sign-in#token=(\S+)\n$/.exec(stdout) ?? [];
  expect(token).not.toBe('');
  return token;
};
const redeem = (token: string) =>
  request(running.url).post('/sign-in/link').send({ token, password: PASSWORD });
const cookieOf = (answer: request.Response): string =>
  String(answer.headers['set-cookie']).split(';')[0] ?? '';
const me = (cookie: string) => request(running.url).get('/me').set('Cookie', cookie);

describe('/people', () => {
  it('invites, lists, changes and resets over HTTP, and never takes the last admin', async () => {
    const invitation = { email: 'Ada@example.com', name: 'Ada', role: 'admin' };
    const http = () => request(running.url);
    const { body, headers } = await http().post('/people').send(invitation).expect(201);
    const member = { email: 'ada@example.com', name: 'Ada', role: 'admin', standing: 'invited' };
    expect(body).toMatchObject(member);
    expect(headers['location']).toBe(`/people/${body.id}`);
    const cookie = cookieOf(await redeem(String(body.link).split('#token=')[1]!).expect(200));
    await http().post('/people').send(invitation).expect(409);
    const { body: page } = await http().get('/people').expect(200);
    expect(page).toMatchObject({ total: 1, data: [{ ...member, standing: 'active' }] });
    expect(JSON.stringify(page)).not.toMatch(/token|passwordHash/i);
    const path = `/people/${body.id}`;
    const detail = 'This is the last admin who can sign in: make another one first';
    await http().patch(path).send({ disabled: true }).expect(409, { detail });
    await http().patch(path).send({ role: 'viewer' }).expect(409, { detail });
    await http().post(`${path}/reset`).expect(409, { detail });
    await me(cookie).expect(200);
    const other = (await http().post('/people').send({ email: 'o@example.com', name: 'O', role: 'viewer' }))
      .body;
    await http().patch(`/people/${other.id}`).send({ role: 'operator' }).expect(200);
    const disabled = await http().patch(`/people/${other.id}`).send({ disabled: true }).expect(200);
    expect(disabled.body).toMatchObject({ role: 'operator', standing: 'disabled' });
    await http().post(`/people/${other.id}/reset`).expect(409);
    await running.connection.collection('people').deleteMany({});
  });
});

describe('npm run people', () => {
  it('invites, lists, resets and disables, and prints links that open once', async () => {
    const list = (standing: string) =>
      expect(run('list').stdout).toBe(`${EMAIL}  admin  ${standing}  Grace Hopper\n`);
    expect(run('list').stdout).toBe('');
    const invited = run('invite', EMAIL, '--name', 'Grace Hopper', '--role', 'admin');
    expect(invited.stderr).toBe(
      'Invited as admin. This opens once, within 72 hours, to choose a password:\n',
    );
    list('invited');

    const token = tokenIn(invited);
    const cookie = cookieOf(await redeem(token).expect(200));
    await redeem(token).expect(403);
    list('active');

    const reset = run('reset', EMAIL);
    await me(cookie).expect(401);
    const again = cookieOf(await redeem(tokenIn(reset)).expect(200));

    expect(run('disable', EMAIL)).toMatchObject({ status: 0, stdout: '' });
    await me(again).expect(401);
    list('disabled');

    const acts = await running.connection
      .collection('audit_entries')
      .find({ who: 'cli', kind: 'ended' })
      .sort({ at: 1 })
      .toArray();
    const resource: unknown = acts[0]?.['resource'];
    expect(resource).toMatch(/^person:[0-9a-f-]{36}$/);
    expect(acts.map((act) => [act['action'], act['outcome'], act['resource']])).toEqual(
      ['people.invite', 'people.reset', 'people.disable'].map((action) => [action, 'done', resource]),
    );
  }, 120_000);

  it('says in one line why it did nothing', () => {
    const { status, stderr, stdout } = run('reset', 'nobody@example.com');
    expect([status, stdout, stderr]).toEqual([1, '', 'Failed: There is no person with this email\n']);
  }, 60_000);

  it.each([
    [['sack', EMAIL], "unknown command 'sack'"],
    [['invite', EMAIL], "'--name <name>' not specified"],
    [['invite', 'grace', '--name', 'G'], 'It must be an email address'],
    [['invite', EMAIL, '--name', ' '], 'It must have 1 to 100 characters'],
    [['invite', EMAIL, '--name', 'G', '--role', 'king'], 'Allowed choices are viewer, operator, admin'],
    [['reset'], "missing required argument 'email'"],
    [['list', EMAIL], 'too many arguments'],
    [['disable', EMAIL, '--role', 'admin'], "unknown option '--role'"],
  ])('explains itself for %j', (args, why) => {
    const { status, stdout, stderr } = run(...args);
    expect(stderr).toContain(why);
    expect(stderr).toContain('Usage: npm run people --');
    expect([status, stdout]).toEqual([2, '']);
  });
});
