import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { ApiKeysService } from '../src/auth/keys/api-keys.service.js';
import { FAILURES_A_MINUTE } from '../src/limits/refusals.service.js';
import { callBody } from './support/factories.js';
import { dropTestDatabase, testDatabaseName } from './support/mongo.js';
import { monitoredUri } from './support/recorded-queries.js';
import { type StubbedApp, startStubbedApp } from './support/stub-twilio.js';
import { postWebhook } from './support/webhook.js';

/** Calls would be real: there are limits. */
const GUARDED = {
  ENVIRONMENT: 'production',
  TWILIO_MODE: 'live',
  TWILIO_ACCOUNT_SID: `AC${'0a'.repeat(16)}`,
  TWILIO_AUTH_TOKEN: 'f'.repeat(32),
  TWILIO_FROM_NUMBER: '+14155550199',
  REQUESTS_PER_MINUTE: '20',
  PLACINGS_PER_MINUTE: '5',
};
const UNKNOWN = {
  detail: 'Authentication required: send an API key as "Authorization: Bearer …" or X-API-Key',
};
const UNSIGNED = { detail: 'Invalid Twilio signature' };
const FAILED_TOO_OFTEN = { detail: 'Too many failed requests from this address: at most 60 a minute' };

let databaseName: string;
let one: StubbedApp;
/** One proxy stands before it. */
let other: StubbedApp;

beforeAll(async () => {
  databaseName = testDatabaseName();
  const variables = { ...GUARDED, MONGO_URI: monitoredUri(), MAX_ATTEMPTS_PER_NUMBER: '10000' };
  one = await startStubbedApp({ databaseName, variables });
  other = await startStubbedApp({
    databaseName,
    variables: { ...GUARDED, MAX_ATTEMPTS_PER_NUMBER: '10000', TRUST_PROXY: '1' },
  });
}, 30_000);
afterAll(async () => {
  await one.close();
  await other.close();
  await dropTestDatabase(databaseName);
});

const makeKey = async (): Promise<string> =>
  (await one.running.app.get(ApiKeysService).create({ name: 'reminders', scopes: ['admin'] })).key;
const get = (key: string, { running } = one) => request(running.url).get('/calls').set('X-API-Key', key);
const place = (key: string) =>
  request(one.running.url).post('/calls/outbound').set('X-API-Key', key).send(callBody());
const times = async <T>(count: number, ask: (n: number) => Promise<T>): Promise<T[]> => {
  const answers: T[] = [];
  for (let n = 0; n < count; n++) answers.push(await ask(n));
  return answers;
};

describe('a key', () => {
  it('may ask so often in a minute, over all instances, and is told how often', async () => {
    const key = await makeKey();
    const first = await get(key).expect(200);
    expect(first.headers['ratelimit-policy']).toBe('"default";q=20;w=60');
    expect(first.headers['ratelimit']).toMatch(/^"default";r=19;t=\d+$/);
    const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => get(key, n % 2 ? one : other)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19);
    const refused = await get(key, other).expect(429);
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThan(30);
    expect(refused.headers['ratelimit']).toBe(`"default";r=0;t=${seconds}`);
    expect(refused.body).toEqual({
      detail: `Too many requests: at most 20 a minute, try again in ${seconds} s`,
    });
    expect(Object.keys(refused.headers).filter((name) => name.startsWith('x-ratelimit'))).toEqual([]);
    await get(await makeKey()).expect(200);
  });

  it('may place so many calls of them, and no more are dialled', async () => {
    const key = await makeKey();
    const [first] = await times(5, () => place(key).expect(201));
    expect(first?.headers['ratelimit-policy']).toBe('"default";q=20;w=60, "placing";q=5;w=60');
    expect(first?.headers['ratelimit']).toMatch(/^"default";r=19;t=\d+, "placing";r=4;t=\d+$/);
    const dialled = one.twilio.requests.length;
    const refused = await place(key).expect(429);
    expect((refused.body as { detail: string }).detail).toMatch(/^Too many calls: at most 5 a minute, try/);
    expect(one.twilio.requests).toHaveLength(dialled);
    await get(key).expect(200);
  });

  it('has each call of a batch counted with them', async () => {
    const key = await makeKey();
    const calls = Array.from({ length: 4 }, () => callBody());
    const batches = request(one.running.url);
    const send = () =>
      batches.post('/calls/batch').set('X-API-Key', key).set('Idempotency-Key', 'batch').send({ calls });
    await times(2, () => place(key).expect(201));
    const { body } = await send().expect(200);
    expect(body).toMatchObject({ accepted: 3, refused: 1, rows: [{}, {}, {}, { error: { status: 429 } }] });
    await place(key).expect(429);
    expect((await send().expect(200)).body.rows[2]).toEqual(body.rows[2]);
  });

  it('is counted before its body is looked at', async () => {
    const key = await makeKey();
    await times(5, () => place(key));
    const sent = request(one.running.url).post('/calls/outbound').set('X-API-Key', key);
    await sent.set('Content-Type', 'application/json').send('{').expect(429);
  });
});

describe('an address', () => {
  it('that fails too often is told so, whatever it says of itself; a good key and public routes work on', async () => {
    const writes: string[] = [];
    one.running.connection.getClient().on('commandStarted', ({ commandName, command }) => {
      if (commandName !== 'find') writes.push(String(command[commandName]));
    });
    const ask = (n: number) =>
      request(one.running.url).get('/calls').set('X-Forwarded-For', `198.51.100.${n}`);
    await times(FAILURES_A_MINUTE, (n) => ask(n).expect(401, UNKNOWN));
    const refused = await ask(99).expect(429, FAILED_TOO_OFTEN);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(30);
    expect(refused.headers['www-authenticate']).toBeUndefined();
    expect(writes.filter((name) => /limit|key/.test(name))).toEqual([]);
    await get(await makeKey()).expect(200);
    await request(one.running.url).get('/health/live').expect(200);
  });

  it('is the one that the trusted proxy saw, not one that the client made up', async () => {
    const ask = (address: string) => request(other.running.url).get('/calls').set('X-Forwarded-For', address);
    await times(FAILURES_A_MINUTE, (n) => ask(`203.0.113.${n}, 198.51.100.7`).expect(401));
    await ask('203.0.113.99, 198.51.100.7').expect(429, FAILED_TOO_OFTEN);
    await ask('198.51.100.7, 198.51.100.8').expect(401, UNKNOWN);
  });

  it('that sends forged webhooks is told so, while those that Twilio signed are taken', async () => {
    const { body } = await place(await makeKey()).expect(201);
    const { call_id: id, twilio_sid: sid } = body as Record<string, string>;
    const path = `/twilio/status?call_id=${id}&attempt=1`;
    const told = { CallSid: sid ?? '', CallStatus: 'completed', CallDuration: '3' };
    const forge = () => postWebhook(one.running, path, told, { 'X-Twilio-Signature': 'forged' });
    await times(FAILURES_A_MINUTE, () => forge().expect(403, UNSIGNED));
    const refused = await forge().expect(429, FAILED_TOO_OFTEN);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(30);
    await times(3, () => postWebhook(one.running, path, told).expect(200));
  });

  it('is what is counted where nobody needs a key, if a limit is set', async () => {
    const open = await startStubbedApp({ variables: { REQUESTS_PER_MINUTE: '3', TRUST_PROXY: '1' } });
    try {
      const ask = (address: string) =>
        request(open.running.url).get('/calls').set('X-Forwarded-For', address);
      await times(3, (n) => ask(`203.0.113.${n}, 198.51.100.7`).expect(200));
      await ask('203.0.113.99, 198.51.100.7').expect(429);
      await ask('198.51.100.8').expect(200);
    } finally {
      await open.close();
    }
  });
});
