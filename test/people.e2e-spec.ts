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

/** What it says for people, without the log's lines. */
const said = ({ stdout }: { stdout: string }): string =>
  stdout
    .split('\n')
    .filter((line) => !line.startsWith('{'))
    .join('\n');
const logged = ({ stdout }: { stdout: string }): string =>
  stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .join('\n');
const tokenIn = (answer: { stdout: string }): string => {
  const [, token = ''] =
    /\n(?:https:\/\/atlas\.example\.com\/phone\/sign-in#token=)(\S+)\n$/.exec(said(answer)) ?? [];
  expect(token).not.toBe('');
  return token;
};
const redeem = (token: string) =>
  request(running.url).post('/sign-in/link').send({ token, password: PASSWORD });
const cookieOf = (answer: request.Response): string =>
  String(answer.headers['set-cookie']).split(';')[0] ?? '';
const me = (cookie: string) => request(running.url).get('/me').set('Cookie', cookie);

describe('npm run people', () => {
  it('invites, lists, resets and disables, and prints links that open once', async () => {
    expect(said(run('list'))).toBe('Nobody may sign in: invite somebody\n');
    const invited = run('invite', EMAIL, '--name', 'Grace Hopper', '--role', 'admin');
    expect([invited.status, invited.stderr]).toEqual([0, '']);
    const token = tokenIn(invited);
    expect(logged(invited)).toContain('MongoDB');
    for (const secret of [token.slice(37), EMAIL]) expect(logged(invited)).not.toContain(secret);
    expect(said(run('list'))).toBe(`${EMAIL}\tadmin\tinvited\tGrace Hopper\n`);

    const cookie = cookieOf(await redeem(token).expect(200));
    await redeem(token).expect(403);
    expect(said(run('list'))).toBe(`${EMAIL}\tadmin\tactive\tGrace Hopper\n`);

    const reset = run('reset', EMAIL);
    await me(cookie).expect(401);
    const again = cookieOf(await redeem(tokenIn(reset)).expect(200));

    expect(said(run('disable', EMAIL))).toBe('Disabled, and signed out everywhere\n');
    await me(again).expect(401);
    expect(said(run('list'))).toBe(`${EMAIL}\tadmin\tdisabled\tGrace Hopper\n`);
  }, 120_000);

  it('says in one line why it did nothing', () => {
    const { status, stderr, stdout } = run('reset', 'nobody@example.com');
    expect([status, stderr]).toEqual([1, 'Nothing was changed: There is no person with this email\n']);
    expect(stdout).not.toContain('nobody@');
  }, 60_000);

  it.each([
    [['sack', EMAIL], "There is no command 'sack'"],
    [[], "There is no command ''"],
    [['invite', EMAIL], "invite needs '--name NAME'"],
    [['invite', 'grace', '--name', 'G'], "'grace' is none"],
    [['invite', EMAIL, '--name', 'G', '--role', 'king'], "There is no role 'king'"],
    [['reset'], "reset needs an email address, and '' is none"],
    [['reset', EMAIL, 'now'], "one argument too many: 'now'"],
    [['list', EMAIL], `one argument too many: '${EMAIL}'`],
    [['disable', EMAIL, '--role', 'admin'], "'--name' and '--role' are for invite alone"],
  ])('explains itself for %j', (args, why) => {
    const { status, stderr } = run(...args);
    expect(stderr).toContain(why);
    expect(stderr).toContain('Usage: npm run people');
    expect(status).toBe(2);
  });
});
