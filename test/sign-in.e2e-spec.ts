import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request, { type Response } from 'supertest';
import { PeopleService } from '../src/people/people.service.js';
import { type RunningApp, startApp } from './support/start-app.js';
import { testDatabaseName, dropTestDatabase } from './support/mongo.js';

const PASSWORD = 'correct horse battery';
const OTHER_PASSWORD = 'another good password';

let running: RunningApp;
let second: RunningApp;
let people: PeopleService;
let database: string;

beforeAll(async () => {
  database = testDatabaseName();
  running = await startApp({ databaseName: database });
  second = await startApp({ databaseName: database });
  people = running.app.get(PeopleService);
}, 60_000);
afterAll(async () => {
  await Promise.all([running.close(), second.close()]);
  await dropTestDatabase(database);
});

let count = 0;
/** Someone whom no other test knows. */
const invite = async (): Promise<{ email: string; token: string }> => {
  const email = `grace${(count += 1)}@example.com`;
  const { token } = await people.invite({ email, name: 'Grace Hopper', role: 'operator' });
  return { email, token };
};

const redeem = (token: string, password = PASSWORD) =>
  request(running.url).post('/sign-in/link').send({ token, password });
const signIn = (email: string, password = PASSWORD, cookie = '') =>
  request(running.url).post('/sign-in').set('Cookie', cookie).send({ email, password });
const setCookieOf = ({ headers }: Response): string => String(headers['set-cookie'] ?? '');
const cookieOf = (answer: Response): string => setCookieOf(answer).split(';')[0] ?? '';
const me = (cookie: string, url = running.url) => request(url).get('/me').set('Cookie', cookie);

/** Someone who has signed in, with their cookie. */
const join = async (): Promise<{ email: string; cookie: string }> => {
  const { email, token } = await invite();
  return { email, cookie: cookieOf(await redeem(token).expect(200)) };
};

/** What the audit log has of sessions of this person that were ended. */
const ends = async (id: string): Promise<string[]> => {
  const entries = running.connection.collection<{ kind: string }>('audit_entries');
  const found = await entries
    .find({ who: `person:${id}`, action: 'sessions.end' })
    .sort({ seq: 1 })
    .toArray();
  return found.map(({ kind }) => kind);
};

describe('signing in', () => {
  it('goes by an invitation, once, and by the password from then on', async () => {
    const { email, token } = await invite();
    const accepted = await redeem(token).expect(200);
    expect(accepted.body).toEqual({
      id: expect.any(String),
      email,
      name: 'Grace Hopper',
      role: 'operator',
      scopes: expect.arrayContaining(['calls:write', 'dispatch:write']),
    });
    await redeem(token).expect(403, {
      detail: 'This link was used already or has expired: ask an admin for a new one',
    });
    const answer = await signIn(email.toUpperCase()).expect(200, accepted.body);
    await me(cookieOf(answer)).expect(200, accepted.body);
    await me(cookieOf(answer), second.url).expect(200, accepted.body);
  });

  it('sets a cookie that no script and no other site has; over plain HTTP outside production without prefix and Secure', async () => {
    const { token } = await invite();
    expect(setCookieOf(await redeem(token))).toMatch(
      /^atlas_session=[\w.-]{80}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/,
    );
  });

  it('refuses wrong passwords and unknown addresses with the same words', async () => {
    const { email } = await join();
    for (const [address, password] of [
      [email, 'wrong'],
      ['nobody@example.com', PASSWORD],
    ] as const) {
      const answer = await signIn(address, password).expect(401, { detail: 'Wrong email or password' });
      expect(setCookieOf(answer)).toBe('');
    }
  });

  it('slows down guesses, with Retry-After', async () => {
    const { email } = await join();
    for (let n = 0; n < 3; n += 1) await signIn(email, 'wrong').expect(401);
    const answer = await signIn(email).expect(429);
    expect(answer.headers['retry-after']).toBe('1');
    expect(answer.body.detail).toBe('Too many tries to sign in: try again in 1 seconds');
  });

  it('asks for a password of 12 characters', async () => {
    const { token } = await invite();
    await redeem(token, 'short').expect(400, {
      detail: 'Invalid password: must be a string of 12 to 256 characters',
    });
    await redeem(token).expect(200);
  });
});

describe('a session', () => {
  it('ends with the sign-in that comes after it in the same browser, whoever signs in', async () => {
    const [first, other] = [await join(), await join()];
    const firstId: string = (await me(first.cookie).expect(200)).body.id;
    const cookie = cookieOf(await signIn(other.email, PASSWORD, first.cookie).expect(200));
    await me(first.cookie).expect(401, { detail: 'Nobody is signed in: sign in at /sign-in' });
    await me(other.cookie).expect(200);
    await me(cookie).expect(200);
    await expect(ends(firstId)).resolves.toEqual(['begun', 'ended']);
  });

  it('ends with the sign-out, for good', async () => {
    const { cookie } = await join();
    const answer = await request(running.url).post('/sign-out').set('Cookie', cookie).expect(204);
    expect(setCookieOf(answer)).toMatch(/^atlas_session=; Max-Age=0; /);
    await me(cookie).expect(401);
    await request(running.url).post('/sign-out').expect(204);
  });

  it('ends at once, on every instance, for who is disabled or gets a reset', async () => {
    for (const end of [(email: string) => people.disable(email), (email: string) => people.reset(email)]) {
      const { email, cookie } = await join();
      await me(cookie, second.url).expect(200);
      await end(email);
      await me(cookie, second.url).expect(401);
      await me(cookie).expect(401);
    }
  });

  it('stays where the password is changed, and ends everywhere else', async () => {
    const { email, cookie } = await join();
    const elsewhere = cookieOf(await signIn(email));
    const change = (current: string) =>
      request(running.url)
        .put('/me/password')
        .set('Cookie', cookie)
        .send({ current_password: current, new_password: OTHER_PASSWORD });
    await change('wrong').expect(400, { detail: 'Invalid current_password: is not your password' });
    await change(PASSWORD).expect(204);
    await me(cookie).expect(200);
    await me(elsewhere).expect(401);
    await signIn(email, OTHER_PASSWORD).expect(200);
  });

  it('does not count in a request of another site’s page', async () => {
    const { cookie } = await join();
    for (const [name, value] of [
      ['Sec-Fetch-Site', 'cross-site'],
      ['Sec-Fetch-Site', 'same-site'],
      ['Origin', 'https://evil.example'],
      ['Origin', 'null'],
    ] as const)
      await me(cookie).set(name, value).expect(401);
    await me(cookie).set('Sec-Fetch-Site', 'same-origin').set('Origin', running.url).expect(200);
    await me(cookie).set('Sec-Fetch-Site', 'none').expect(200);
  });

  it('is none for a cookie that was made up', async () => {
    const { cookie } = await join();
    for (const other of ['x', '', '%', `${cookie.slice(14, 50)}.${'A'.repeat(43)}`])
      await me(`atlas_session=${other}`).expect(401);
  });
});

describe('what is stored', () => {
  it('holds no password and no token', async () => {
    const { token } = await invite();
    const answer = await redeem(token);
    const kept = JSON.stringify(await running.connection.collection('people').find().toArray());
    expect(kept).toContain('$argon2id$');
    for (const secret of [PASSWORD, token, token.slice(37), cookieOf(answer).slice(-43)])
      expect(kept).not.toContain(secret);
  });
});
