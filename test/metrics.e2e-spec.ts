import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { childEnvironment } from '../src/config/child-environment.js';
import { type Family, parseExposition } from '../src/metrics/testing/parse-exposition.js';
import type { WebhookSummaryDto } from '../src/webhooks/counts/dto/webhook-summary.dto.js';
import { testAccount } from '../src/twilio/testing/test-account.js';
import { callBody } from './support/factories.js';
import { type RunningApp, startApp } from './support/start-app.js';
import { waitFor } from './support/wait-for.js';
import { postWebhook } from './support/webhook.js';

let running: RunningApp;
beforeAll(async () => {
  running = await startApp({ variables: { SIMULATOR_SPEED: '1000' } });
}, 30_000);
afterAll(() => running.close());

const scrape = async (): Promise<Map<string, Family>> => {
  const { text, headers } = await request(running.url).get('/metrics').expect(200);
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  return parseExposition(text);
};
const valueOf = (
  families: Map<string, Family>,
  name: string,
  labels: Record<string, string> = {},
): number => {
  const samples = [...families.values()].flatMap((family) => family.samples);
  return samples
    .filter((sample) => sample.name === name)
    .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
    .reduce((sum, { value }) => sum + value, 0);
};

describe('metrics', () => {
  it('tell of a call from its request to its end', async () => {
    await request(running.url).post('/calls/outbound').send(callBody()).expect(201);
    await waitFor('the end of the call', async () => {
      const families = await scrape();
      return valueOf(families, 'atlas_calls_ended_total', { outcome: 'completed' }) === 1;
    });
    const families = await scrape();
    const requests = { route: '/calls/outbound', method: 'POST', status: '2xx' };
    expect(valueOf(families, 'atlas_http_request_duration_seconds_count', requests)).toBe(1);
    const dials = { operation: 'place-call', outcome: 'ok' };
    expect(valueOf(families, 'atlas_twilio_request_duration_seconds_count', dials)).toBe(1);
    expect(valueOf(families, 'atlas_dispatch_lateness_seconds_count')).toBe(1);
    const webhooks = { kind: 'voice', result: 'accepted' };
    expect(valueOf(families, 'atlas_webhooks_total', webhooks)).toBe(1);
    expect(valueOf(families, 'atlas_database_up')).toBe(1);
    expect(valueOf(families, 'atlas_dispatch_state', { state: 'running' })).toBe(1);
  });

  it('have as many series as before, whatever strangers ask for', async () => {
    const ask = async (path: string): Promise<void> => {
      await request(running.url).get(path);
      await request(running.url).get(`/users/${path.slice(1)}`);
      await request(running.url)
        .get(`/twilio${path}`)
        .set('X-Twilio-Signature', path)
        .set('Host', `${path.slice(1)}.example.com`);
    };
    const series = async (): Promise<number> =>
      [...(await scrape())]
        .filter(([name]) => name.startsWith('atlas_'))
        .flatMap(([, { samples }]) => samples).length;
    for (const path of ['/a', '/b']) await ask(path);
    await scrape();
    const before = await series();
    for (let n = 0; n < 20; n += 1) await ask(`/stranger-${n}`);
    expect(await series()).toBe(before);
    const text = (await request(running.url).get('/metrics')).text;
    expect(text).not.toMatch(/stranger/);
    expect(text).toContain('route="/users/:user_id"');
    expect(text).toContain('route="other"');
  });
});

describe('the summary of webhooks', () => {
  it('names why some were refused', async () => {
    const { account, url } = running;
    const summary = async (): Promise<WebhookSummaryDto> =>
      (await request(url).get('/webhooks/summary?hours=1').expect(200)).body as WebhookSummaryDto;
    const before = await summary();
    const fields = { CallSid: `CA${'0'.repeat(32)}`, CallStatus: 'ringing' };
    const bad = {
      ...running,
      account: testAccount({ accountSid: account.accountSid, authToken: 'another' }),
    };
    await postWebhook(bad, '/twilio/status', fields).expect(403);
    await request(url).post('/twilio/status').expect(403);
    const after = await summary();
    expect(after.refused - before.refused).toBe(2);
    const reasons = after.refusals.map(({ reason }) => reason);
    expect(reasons).toEqual(expect.arrayContaining(['token', 'unsigned', 'path']));
    expect(after.kinds.find(({ kind }) => kind === 'status')?.refused).toBe(2);
    expect(after.received).toBe(after.accepted + after.refused + after.failed);
  });

  it.each(['0', '169', 'x', '1.5'])('takes no %s hours', async (hours) => {
    await request(running.url).get(`/webhooks/summary?hours=${hours}`).expect(400);
  });
});

describe('the doctor, beside an Atlas that runs', () => {
  it('finds all well but that BASE_URL has another name of the same machine, which it calls the host', async () => {
    const { account, environment, url } = running;
    const named = url.replace('127.0.0.1', 'localhost');
    const env = childEnvironment({
      ENVIRONMENT: 'test',
      MONGO_URI: environment.mongoUri ?? '',
      MONGO_DB: environment.mongoDb,
      HOST: '127.0.0.1',
      PORT: new URL(url).port,
      BASE_URL: named,
      TWILIO_MODE: 'live',
      TWILIO_API_BASE_URL: account.apiBaseUrl ?? '',
      TWILIO_ACCOUNT_SID: account.accountSid,
      TWILIO_AUTH_TOKEN: account.authToken,
      TWILIO_FROM_NUMBER: account.fromNumber,
    });
    const { code, stdout } = await new Promise<{ code: unknown; stdout: string }>((done) => {
      const program = [resolve('dist/doctor.js')];
      execFile(process.execPath, program, { env, cwd: tmpdir() }, (error, said) =>
        done({ code: error?.code, stdout: said }),
      );
    });
    const found = stdout.split('\n').filter((line) => /^\w/.test(line));
    expect(found.map((line) => line.split(':', 1)[0])).toEqual([
      'ok    Settings',
      'ok    Database',
      expect.stringMatching(/^(ok|skip)\s+Change streams$/),
      'ok    Indexes',
      'ok    Twilio',
      'ok    Number',
      'fail  BASE_URL',
    ]);
    expect(found.at(-1)).toContain(
      `host: the Atlas there verifies signatures for ${url}, and not for ${named}`,
    );
    expect([code, stdout.includes(account.authToken)]).toEqual([1, false]);
  });
});
