import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CallDocument } from '../src/calls/model/call.schema.js';
import type { CallDto } from '../src/calls/view/dto/call.dto.js';
import { type LocalServer, startHttpServer } from '../src/twilio/testing/misbehaving-server.js';
import { callBody, someCallSid } from './support/factories.js';
import { openTestDatabase, type TestDatabase } from './support/mongo.js';
import { freePort, type RunningProcess, startProcess } from './support/processes.js';
import { acceptCall } from './support/stub-twilio.js';
import { waitFor } from './support/wait-for.js';

/** What is promised: out in less. */
const LIMIT_MS = 5_000;

/** What the process has loaded of its packages, at its end. */
const TELL_LOADED = `
  import { createRequire } from 'node:module';
  import { writeSync } from 'node:fs';
  const { cache } = createRequire('/');
  process.on('exit', () => writeSync(1, 'loaded: ' + JSON.stringify(Object.keys(cache).filter((path) => /twilio.lib|@opentelemetry/.test(path))) + '\\n'));
`;

let database: TestDatabase;
let dataDir: string;
let twilio: LocalServer;
let twilioTakesMs: number;
let atlas: RunningProcess;
let url: string;
let sid: string;

beforeAll(async () => {
  database = await openTestDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'atlas-shutdown-'));
  twilio = await startHttpServer((response) => {
    setTimeout(() => acceptCall(response, sid), twilioTakesMs).unref();
  });
});
beforeEach(() => {
  sid = someCallSid();
});
afterEach(() => atlas.kill());
afterAll(async () => {
  await twilio.close();
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function startAtlas(variables: Record<string, string> = {}): Promise<void> {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const settings = {
    ENVIRONMENT: 'test',
    HOST: '127.0.0.1',
    PORT: String(port),
    BASE_URL: url,
    MONGO_URI: database.uri,
    MONGO_DB: database.name,
    TWILIO_ACCOUNT_SID: `AC${'a'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'a-token-for-tests',
    TWILIO_FROM_NUMBER: '+15005550006',
    TWILIO_API_BASE_URL: twilio.url,
    TWILIO_TIMEOUT_MS: '60000',
    ATLAS_DATA_DIR: dataDir,
    ...variables,
  };
  atlas = await startProcess('main.js', settings, `${url}/health/live`);
}

/** Places a call, and asks Atlas to end while Twilio has not answered; null where the connection was cut. */
async function endWhilePlacing(): Promise<{ answer: CallDto | null; code: number | null; ms: number }> {
  const before = twilio.requests.length;
  const body = JSON.stringify(callBody());
  const headers = { 'content-type': 'application/json' };
  const placing = fetch(`${url}/calls/outbound`, { method: 'POST', headers, body })
    .then(async (answer) => (await answer.json()) as CallDto)
    .catch(() => null);
  await waitFor('the request to Twilio', async () => twilio.requests.length > before, 5_000);
  const start = performance.now();
  const [answer, code] = await Promise.all([placing, atlas.stop()]);
  return { answer, code, ms: performance.now() - start };
}

const stored = () => database.connection.collection<CallDocument>('calls');

describe('SIGTERM while a call is being placed', () => {
  it('lets it be answered and stored, and ends with 0', async () => {
    twilioTakesMs = 1_000;
    await startAtlas({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(TELL_LOADED)}` });
    const { answer, code, ms } = await endWhilePlacing();
    expect(answer).toMatchObject({ twilio_sid: sid, submission: 'accepted' });
    expect(code).toBe(0);
    expect(ms).toBeLessThan(LIMIT_MS);
    await expect(stored().findOne({ sids: sid })).resolves.toMatchObject({ _id: answer?.call_id });
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    // Nobody asked for traces.
    const loaded = JSON.parse(/loaded: (.*)/.exec(atlas.output())?.[1] ?? '[]') as string[];
    expect(loaded).toContainEqual(expect.stringContaining('/twilio/'));
    expect(loaded.filter((path) => /@opentelemetry\/(?!api\/)/.test(path))).toEqual([]);
  }, 40_000);

  it('ends in time also where Twilio does not answer, and keeps the call as one that nobody knows of', async () => {
    twilioTakesMs = 30_000;
    await startAtlas();
    const { answer, code, ms } = await endWhilePlacing();
    expect(answer).toBeNull();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(LIMIT_MS);
    const [call] = await stored()
      .find({ sids: { $exists: false } })
      .toArray();
    expect(call?.attempts).toMatchObject([{ submission: 'unknown' }]);
  }, 40_000);
});

describe('SIGTERM while Twilio is asked what became of a call', () => {
  it('ends in time, and counts nothing that its end cut off: the call is due at once, for another instance', async () => {
    twilioTakesMs = 0;
    await startAtlas({ RECONCILE_AFTER_SECONDS: '1' });
    const body = JSON.stringify(callBody());
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(`${url}/calls/outbound`, { method: 'POST', headers, body })).status).toBe(201);
    twilioTakesMs = 30_000;
    const isAsked = async () => twilio.requests.some(({ method }) => method === 'GET');
    await waitFor('the question', isAsked, 15_000);
    const start = performance.now();
    expect(await atlas.stop()).toBe(0);
    expect(performance.now() - start).toBeLessThan(LIMIT_MS);
    expect(atlas.output()).not.toContain('ERROR');
    const call = await stored().findOne({ sids: sid });
    expect(call?.attempts[0]?.asked).toBeUndefined();
    expect(call?.check?.at.getTime()).toBeLessThanOrEqual(Date.now());
  }, 60_000);
});
