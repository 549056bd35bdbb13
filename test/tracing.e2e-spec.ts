import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { LogDestination } from '../src/common/logging/log-destination.js';
import { CapturedDestination } from '../src/common/logging/testing/captured-destination.js';
import { Environment } from '../src/config/environment.js';
import { type LocalServer, sendJson, startHttpServer } from '../src/twilio/testing/misbehaving-server.js';
import { callBody } from './support/factories.js';
import { type RunningApp, startApp } from './support/start-app.js';
import { waitFor } from './support/wait-for.js';
import { postWebhook } from './support/webhook.js';

interface Sent {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  attributes: { key: string; value: object }[];
}

const [SERVER, CLIENT] = [2, 3];
const lines: string[] = [];
let collector: LocalServer;
let running: RunningApp;

beforeAll(async () => {
  process.env['OTEL_BSP_SCHEDULE_DELAY'] = '100';
  process.env['OTEL_EXPORTER_OTLP_TIMEOUT'] = '500';
  process.env['OTEL_EXPORTER_OTLP_HEADERS'] = 'authorization=Bearer%20of-the-collector';
  process.env['OTEL_RESOURCE_ATTRIBUTES'] = 'deployment.environment=tests';
  collector = await startHttpServer((response) => sendJson(response, 200, {}));
  running = await startApp({
    variables: {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      LOG_LEVEL: 'INFO',
    },
    override: (builder) =>
      builder.overrideProvider(LogDestination).useFactory({
        inject: [Environment],
        factory: (environment: Environment) => new CapturedDestination(environment, lines),
      }),
  });
}, 30_000);
afterAll(async () => {
  await running.close();
  await collector.close();
});

const exported = (): string => collector.requests.map(({ body }) => body).join('\n');
const spans = (): Sent[] =>
  collector.requests.flatMap(({ body }) =>
    (JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: Sent[] }[] }[] }).resourceSpans.flatMap(
      ({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans),
    ),
  );
const place = (body: object, headers: Record<string, string> = {}) =>
  request(running.url).post('/calls/outbound').set(headers).send(body);
const hex = (length: number): string => randomBytes(length / 2).toString('hex');
const completed = (callId: string): Promise<boolean> =>
  waitFor('the end of the call', async () => {
    const { body } = await request(running.url).get(`/calls/${callId}`);
    return body.status === 'completed' && body.recordings.length > 0;
  });
const ofTrace = (traceId: string): Sent[] => spans().filter((span) => span.traceId === traceId);

describe('a call', () => {
  it('is one trace, from its request through Twilio to its webhooks, which continues the trace of its client', async () => {
    const [traceId, clientSpan] = [hex(32), hex(16)];
    const { body: call } = await place(callBody(), { traceparent: `00-${traceId}-${clientSpan}-01` }).expect(
      201,
    );
    await completed(call.call_id);
    const own = await waitFor('the spans', async () => {
      const found = ofTrace(traceId);
      return found.some(({ name }) => name === 'POST /twilio/recording') && found;
    });
    const of = (name: string): Sent[] => own.filter((span) => span.name === name);
    const [asked] = of('POST /calls/outbound');
    const [dial] = of('dial');
    expect(asked).toMatchObject({ parentSpanId: clientSpan, kind: SERVER });
    expect(dial).toMatchObject({ parentSpanId: asked!.spanId });
    expect(dial!.attributes).toContainEqual({ key: 'atlas.call_id', value: { stringValue: call.call_id } });
    expect(of('twilio place-call')).toEqual([
      expect.objectContaining({ parentSpanId: dial!.spanId, kind: CLIENT }),
    ]);
    for (const route of ['voice', 'status', 'recording', 'voice/recorded']) {
      const webhooks = of(`POST /twilio/${route}`);
      expect(webhooks.length).toBeGreaterThan(0);
      for (const webhook of webhooks)
        expect(webhook).toMatchObject({ parentSpanId: dial!.spanId, kind: SERVER });
    }
    const line = lines.find((each) => each.includes('/calls/outbound') && each.includes(traceId));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ trace_id: traceId, msg: 'request answered' });
  });

  it('whose client has no trace begins one, and one whose client is not sampled is sent nowhere', async () => {
    const quiet = hex(32);
    const { body: unsampled } = await place(callBody(), { traceparent: `00-${quiet}-${hex(16)}-00` });
    const { body: call } = await place(callBody(), { traceparent: `00-${quiet}-junk` }).expect(201);
    await Promise.all([completed(unsampled.call_id), completed(call.call_id)]);
    const isOfCall = ({ attributes }: Sent): boolean => JSON.stringify(attributes).includes(call.call_id);
    const dial = await waitFor('its dialling', async () => spans().find(isOfCall));
    const names = (): string[] => ofTrace(dial.traceId).map(({ name }) => name);
    await waitFor('its webhooks', async () => names().includes('POST /twilio/status'));
    expect(names()).toContain('POST /calls/outbound');
    expect(ofTrace(quiet)).toEqual([]);
    const { trace } = (await running.connection
      .collection<{ _id: string; trace?: string }>('calls')
      .findOne({ _id: unsampled.call_id }))!;
    expect(trace).toMatch(new RegExp(`^00-${quiet}-[0-9a-f]{16}-00$`));
  });
});

describe('what is sent', () => {
  it('holds nothing personal and nothing secret, whatever is asked for', async () => {
    const [number, secret] = ['+14155557301', 'Planted-Secret-4711'];
    const headers = {
      'x-request-id': `${secret}-id`,
      'idempotency-key': `${secret}-key`,
      'x-api-key': `${secret}-api`,
      'user-agent': `${secret}-agent`,
      cookie: `session=${secret}`,
      traceparent: `00-${secret}`,
      tracestate: `vendor=${secret}`,
      baggage: `user=${secret}`,
    };
    const { body: call } = await place(
      { ...callBody({ to: number, script: secret, user_external_id: secret }), metadata: { note: secret } },
      headers,
    ).expect(202);
    await place({ to: number, [secret]: secret }, headers).expect(400);
    await place(callBody({ to: '+1900555730', script: secret }), headers);
    for (const path of ['/calls', '/users', '/calls/stream-of', `/${secret}`, '/console'])
      await request(running.url)
        .get(`${path}/${encodeURIComponent(number)}?to=${secret}`)
        .set(headers);
    const fields = {
      CallSid: `CA${'7'.repeat(32)}`,
      CallStatus: 'ringing',
      To: number,
      SpeechResult: secret,
    };
    await postWebhook(running, `/twilio/status?trace=${secret}&call_id=x`, fields, headers).expect(403);
    await completed(call.call_id);
    await waitFor('the refused webhook', async () => /"intValue":403/.test(exported()));
    const { account } = running;
    for (const planted of [
      '5557301',
      '555730',
      secret,
      account.authToken,
      account.fromNumber.slice(1),
      account.accountSid,
    ])
      expect(exported()).not.toContain(planted);
    expect(exported()).not.toMatch(/127\.0\.0\.1|localhost|\bCA[0-9a-f]{32}\b|\bRE[0-9a-f]{32}\b/);
  });

  it('is of the service, with what OTEL_RESOURCE_ATTRIBUTES adds, and carries the headers of the collector', () => {
    const [{ headers, url } = { headers: {}, url: '' }] = collector.requests;
    expect({ url, authorization: headers['authorization'] }).toEqual({
      url: '/v1/traces',
      authorization: 'Bearer of-the-collector',
    });
    expect(exported()).toContain('{"key":"service.name","value":{"stringValue":"atlas"}}');
    expect(exported()).toContain('{"key":"deployment.environment","value":{"stringValue":"tests"}}');
    expect(exported()).not.toMatch(/process\.|host\.name|"\/health/);
  });
});

describe('a collector that is away', () => {
  it('changes nothing for calls, is told of once, and does not hold up the end', async () => {
    await collector.close();
    const { body: call } = await place(callBody()).expect(201);
    await completed(call.call_id);
    const told = (): string[] => lines.filter((line) => line.includes('Traces cannot be sent'));
    await waitFor('a word of it', async () => told().length > 0);
    await completed((await place(callBody()).expect(201)).body.call_id);
    expect(told()).toHaveLength(1);
    const since = performance.now();
    await running.app.close();
    expect(performance.now() - since).toBeLessThan(3_000);
  });
});
