import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { CallDto } from '../src/calls/view/dto/call.dto.js';
import { LogDestination } from '../src/common/logging/log-destination.js';
import { CapturedDestination } from '../src/common/logging/testing/captured-destination.js';
import { Environment } from '../src/config/environment.js';
import { callBody, feedbackBody, someCallSid, userBody } from './support/factories.js';
import { freePort } from './support/processes.js';
import { endPrograms, startMain } from './support/program.js';
import { type RunningApp, startApp } from './support/start-app.js';
import { waitFor } from './support/wait-for.js';
import { getWebhook, postWebhook } from './support/webhook.js';

const lines: string[] = [];

const ACCOUNT_SID = `AC${randomBytes(16).toString('hex')}`;
const TOKEN = randomBytes(16).toString('hex');
const SECOND_TOKEN = randomBytes(16).toString('hex');
const KEY_SECRET = `key-${randomBytes(12).toString('base64url')}`;
const PROXY_PASSWORD = `proxy-${randomBytes(12).toString('base64url')}`;
const SCRIPT = 'Dear Ms. Byron, your results are in: call the ward.';
const NOTES = 'The agent was rude to my mother.';
const SPEECH = 'My password is swordfish.';
const EMAIL = 'Augusta.Byron@example.com';
const CALLEE = '+14155550100';
const NUMBER = '+14155552671';
const SECRETS = [
  TOKEN,
  SECOND_TOKEN,
  KEY_SECRET,
  PROXY_PASSWORD,
  SCRIPT,
  'results are in',
  'rude to',
  'swordfish',
  'gusta.',
  '4155550100',
  '4155552671',
];

let running: RunningApp;

beforeAll(async () => {
  running = await startApp({
    variables: {
      LOG_LEVEL: 'DEBUG',
      TWILIO_ACCOUNT_SID: ACCOUNT_SID,
      TWILIO_AUTH_TOKEN: TOKEN,
      TWILIO_AUTH_TOKEN_SECONDARY: SECOND_TOKEN,
      TWILIO_API_KEY_SID: `SK${randomBytes(16).toString('hex')}`,
      TWILIO_API_KEY_SECRET: KEY_SECRET,
      HTTPS_PROXY: `http://atlas:${PROXY_PASSWORD}@127.0.0.1:9`,
      TWILIO_FROM_NUMBER: '+15005550006',
    },
    override: (builder) =>
      builder.overrideProvider(LogDestination).useFactory({
        factory: (environment: Environment) => new CapturedDestination(environment, lines),
        inject: [Environment],
      }),
  });
}, 30_000);
afterAll(() => running.close());

const find = async (id: string): Promise<CallDto> =>
  (await request(running.url).get(`/calls/${id}`).expect(200)).body;

/** A user, a call to its end, feedback, and what may go wrong on the way. */
async function tellAll(): Promise<CallDto> {
  const { url } = running;
  const body = userBody({ email: EMAIL, phone_number: NUMBER, external_id: 'byron' });
  await request(url).post('/users').send(body).expect(201);
  await request(url).post('/users').send(body).expect(409);
  await request(url)
    .post('/users')
    .send({ ...body, phone_number: `${NUMBER}x`, notes: NOTES })
    .expect(400);
  const placing = callBody({ to: CALLEE, script: SCRIPT, user_external_id: 'byron' });
  const { body: call } = await request(url).post('/calls/outbound').send(placing).expect(201);
  await waitFor('the end of the call', async () => (await find(call.call_id)).status === 'completed', 20_000);
  // Twilio's own sentence quotes the number.
  await request(url)
    .post('/calls/outbound')
    .send({ ...placing, to: '+15005550001' })
    .expect(502);
  const rating = { ...feedbackBody(), notes: NOTES };
  await request(url).patch(`/calls/${call.twilio_sid}/feedback`).send(rating).expect(200);
  const spoken = { CallSid: call.twilio_sid, To: CALLEE, SpeechResult: SPEECH, CallStatus: 'completed' };
  await postWebhook(running, `/twilio/status?call_id=${call.call_id}&attempt=1`, spoken).expect(200);
  await request(url)
    .post('/twilio/status')
    .type('form')
    .send({ ...spoken, AuthToken: TOKEN })
    .expect(403);
  await getWebhook(running, `/twilio/voice?To=${encodeURIComponent(CALLEE)}&SpeechResult=swordfish`).expect(
    200,
  );
  await request(url).get(`/users/${EMAIL}`).expect(404);
  await request(url)
    .get(`/calls?to=${encodeURIComponent(CALLEE)}&user=${EMAIL}`)
    .expect(200);
  return call;
}

/** A database that fails says what it was asked for. */
async function failWithin(call: CallDto): Promise<void> {
  const { url, connection } = running;
  const failing = new Set(['insertOne', 'updateOne', 'findOne']);
  for (const name of ['calls', 'users', 'unmatched_events']) {
    const collection = connection.collection(name) as unknown as Record<
      string,
      (...asked: unknown[]) => unknown
    >;
    for (const method of failing) {
      collection[method] = (...asked) =>
        Promise.reject(new Error(`cannot ${method} ${JSON.stringify(asked)}`));
    }
  }
  await request(url)
    .post('/users')
    .send(userBody({ email: EMAIL, phone_number: NUMBER }))
    .expect(500);
  await request(url)
    .post('/calls/outbound')
    .send(callBody({ to: CALLEE, script: SCRIPT }))
    .expect(500);
  const told = {
    CallSid: someCallSid(),
    From: NUMBER,
    To: CALLEE,
    TranscriptionText: NOTES,
    SpeechResult: SPEECH,
  };
  await postWebhook(running, `/twilio/status?call_id=${call.call_id}&attempt=1`, told).expect(500);
}

describe('what Atlas prints at DEBUG', () => {
  it('holds no secret and no whole number, whatever was said and went wrong', async () => {
    const call = await tellAll();
    await failWithin(call);
    const output = lines.join('');
    expect(lines.length).toBeGreaterThan(20);
    expect(output).toContain('cannot insertOne');
    for (const secret of SECRETS) {
      const line = lines.find((each) => each.toLowerCase().includes(secret.toLowerCase()));
      expect([secret, line]).toEqual([secret, undefined]);
    }
    expect(output).toContain('***');
  }, 40_000);
});

/** The command lines of all processes that this one may see, by their ids. */
const commandLines = (): Map<number, string> => {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const lines = ids.map((id): [number, string] => {
    try {
      return [Number(id), readFileSync(`/proc/${id}/cmdline`, 'utf8')];
    } catch {
      return [Number(id), '']; // it has just ended
    }
  });
  return new Map(lines);
};

describe('an Atlas in a process of its own', () => {
  let dataDir: string;
  const account = {
    TWILIO_MODE: 'simulator',
    TWILIO_ACCOUNT_SID: ACCOUNT_SID,
    TWILIO_AUTH_TOKEN: TOKEN,
    TWILIO_AUTH_TOKEN_SECONDARY: SECOND_TOKEN,
    TWILIO_API_KEY_SID: `SK${randomBytes(16).toString('hex')}`,
    TWILIO_API_KEY_SECRET: KEY_SECRET,
    TWILIO_FROM_NUMBER: '+15005550006',
    LOG_LEVEL: 'DEBUG',
  };

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'atlas-secrets-'));
  });
  afterEach(() => {
    endPrograms();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 50, retryDelay: 200 });
  });

  const settings = async (): Promise<Record<string, string>> => ({
    ...account,
    ENVIRONMENT: 'development',
    HOST: '127.0.0.1',
    PORT: String(await freePort()),
    SIMULATOR_PORT: String(await freePort()),
    ATLAS_DATA_DIR: dataDir,
  });
  /** The secrets that Atlas has made itself: each in a file of its own. */
  const madeSecrets = (): string[] =>
    readdirSync(dataDir)
      .filter((name) => name.endsWith('.key'))
      .map((name) => readFileSync(join(dataDir, name), 'utf8').trim());

  it('shows no secret in any command line, nor in its output, with a database of its own', async () => {
    const program = startMain(await settings());
    await program.says('Documentation:');
    const secrets = [TOKEN, SECOND_TOKEN, KEY_SECRET, ...madeSecrets()];
    const lines = commandLines();
    expect(lines.get(program.child.pid ?? 0)).toContain('main.js');
    // The database's watcher at least: what Atlas starts is among them.
    expect([...lines.values()].filter((line) => line.includes(dataDir)).length).toBeGreaterThan(0);
    await program.stop();
    for (const secret of secrets) {
      expect([...lines.values()].filter((line) => line.includes(secret))).toEqual([]);
      expect(
        program.stdout() + program.stderr() + readFileSync(join(dataDir, 'database.log'), 'utf8'),
      ).not.toContain(secret);
    }
  }, 120_000);

  it('shows no password of a database that it cannot reach', async () => {
    const password = `db-${randomBytes(12).toString('base64url')}`;
    const uri = `mongodb://atlas:${password}@127.0.0.1:${await freePort()}/?serverSelectionTimeoutMS=500`;
    const program = startMain({ ...(await settings()), MONGO_URI: uri });
    await program.says('WARN');
    program.child.kill();
    await program.ending;
    expect([...commandLines().values()].filter((line) => line.includes(password))).toEqual([]);
    expect(program.stdout() + program.stderr()).not.toContain(password);
  }, 120_000);
});
