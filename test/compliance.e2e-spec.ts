import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { ringLanes } from '../src/calls/testing/ring-lanes.js';
import { TWILIO } from '../src/config/testing/settings.js';
import { waitingCall } from './support/dispatch-stage.js';
import { callBody } from './support/factories.js';
import { startStubbedApp, type StubbedApp } from './support/stub-twilio.js';
import { waitFor } from './support/wait-for.js';
import { postWebhook } from './support/webhook.js';

/** Real calls, as far as Atlas knows; its account is a stub all the same. */
const LIVE = { ...TWILIO, TWILIO_MODE: 'live', AUTH_DISABLED: 'true' };
const OPEN = {};

describe.each([
  ['where no phone rings', OPEN],
  ['where calls are real', LIVE],
])('who may be called, %s', (_, variables) => {
  let stub: StubbedApp;

  beforeAll(async () => {
    // Nobody has a key here: this cap of one call counts none of these.
    const rules = { BLOCKED_PREFIXES: '+1212', MAX_CALLS_PER_DAY_PER_KEY: '1' };
    stub = await startStubbedApp({ variables: { ...variables, ...rules } });
  }, 60_000);
  afterAll(() => stub.close());
  beforeEach(() => {
    stub.twilio.requests.length = 0;
  });

  const post = (body: object) => request(stub.running.url).post('/calls/outbound').send(body);
  const countCalls = () => stub.running.connection.collection('calls').countDocuments();

  it.each([
    ['+19005551234', 'premium-rate'],
    ['+881612345678', 'satellite'],
    ['+15005550006', 'own-number'],
    ['+12125550123', 'blocked-prefix'],
    ...(variables === LIVE ? [['+5352345678', 'country']] : []),
  ])('%s is refused at the request, with the rule: %s', async (to, rule) => {
    const before = await countCalls();
    for (const plan of [{}, { priority: 3 }]) {
      const { body } = await post(callBody({ to, ...plan })).expect(403);
      expect(body).toEqual({ detail: expect.stringMatching(`^Call not allowed: ${rule}: .+`) });
    }
    expect(await countCalls()).toBe(before);
    expect(stub.twilio.requests).toHaveLength(0);
  });

  it('the key of a request that a rule refused is free again', async () => {
    const send = (to: string) =>
      post({ ...callBody({ to }), user_external_id: 'ada' }).set('Idempotency-Key', 'k-1');
    await send('+19005551234').expect(403);
    await send('+14155550100').expect(201);
  });

  it('a call that waits, and may not be dialled, ends with the rule', async () => {
    const call = waitingCall({ to: '+19005551234', plan: { machineDetection: 'none', priority: 9 } });
    const { id, ...rest } = call;
    const { connection } = stub.running;
    await connection.collection<{ _id: string }>('calls').insertOne({ _id: id, ...rest });
    await ringLanes(connection, [call]);
    const found = async () => (await request(stub.running.url).get(`/calls/${id}`).expect(200)).body;
    await waitFor('the call to end', async () => (await found()).status === 'canceled');
    expect(await found()).toMatchObject({
      attempts: [],
      failure_reason: { code: 'not-allowed', message: expect.stringMatching(/^premium-rate: /) },
    });
    expect(stub.twilio.requests).toHaveLength(0);
  });

  it('others are dialled', async () => {
    await post(callBody()).expect(201);
    expect(stub.twilio.requests).toHaveLength(1);
  });
});

describe('how often one number is called', () => {
  let stub: StubbedApp;
  const open = async (variables: Record<string, string>): Promise<void> => {
    stub = await startStubbedApp({ variables: { ...LIVE, ...variables } });
  };
  afterEach(() => stub.close());

  const post = (body: object) => request(stub.running.url).post('/calls/outbound').send(body);
  const get = async (path: string) => (await request(stub.running.url).get(path).expect(200)).body;

  it('thirty requests at once have it dialled ten times, the others end with the rule', async () => {
    await open({});
    const to = '+14155550177';
    const asked = Array.from({ length: 30 }, () => post(callBody({ to })));
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    await waitFor('nobody to wait', async () => (await get('/queue')).total === 0);
    expect(stub.twilio.requests).toHaveLength(10);
    expect(statuses.filter((status) => status === 403).length).toBeGreaterThan(0);
    const { body } = await post(callBody({ to })).expect(403);
    expect(body.detail).toMatch(/^Call not allowed: attempts-per-number: /);
    const allowed = await get(`/calls/allowed?to=${to}`);
    expect(allowed).toMatchObject({ to, allowed: false, allowed_from: expect.any(String) });
    expect(Date.parse(allowed.allowed_from) - Date.now()).toBeGreaterThan(86_000_000);
    expect(allowed.rules).toContainEqual({
      rule: 'attempts-per-number',
      allowed: false,
      reason: expect.any(String),
      allowed_from: allowed.allowed_from,
      inputs: { attempts_in_24_hours: 10, max_attempts: 10 },
    });
    await post(callBody({ to: '+14155550178' })).expect(201);
    await expect(get('/calls/allowed?to=%2B14155550178')).resolves.toMatchObject({
      allowed: true,
      allowed_from: null,
    });
    await expect(get('/calls/allowed?to=%2B19005551234')).resolves.toMatchObject({
      allowed: false,
      allowed_from: null,
    });
  }, 60_000);

  it('retries without a pause wait for the next moment that the rule allows', async () => {
    await open({ MIN_SECONDS_BETWEEN_ATTEMPTS: '60' });
    const retry = { max_attempts: 10, on: ['busy'], delays: [0] };
    const { body: call } = await post({ ...callBody({ to: '+14155550176' }), retry }).expect(202);
    const found = () => get(`/calls/${call.call_id}`);
    await waitFor('the call to be dialled', async () => (await found()).twilio_sid !== null);
    const { twilio_sid: CallSid, attempts } = await found();
    const path = `/twilio/status?call_id=${call.call_id}&attempt=1&plan=true`;
    await postWebhook(stub.running, path, { CallSid, CallStatus: 'busy' }).expect(200);
    await waitFor('it to wait for the rule', async () => (await found()).waiting?.for === 'rule');
    const { waiting } = await found();
    expect(Date.parse(waiting.until) - Date.parse(attempts[0].created_at)).toBe(60_000);
    expect(stub.twilio.requests).toHaveLength(1);
  }, 60_000);

  it('a day has so many calls, a queue so many places, and a phone rings as long as was asked', async () => {
    await open({
      MAX_CALLS_PER_DAY: '2',
      MAX_QUEUE_LENGTH: '1',
      RING_SECONDS: '20',
      MAX_CALL_SECONDS: '300',
    });
    await post({ ...callBody(), ring_timeout: 35 }).expect(201);
    await post(callBody()).expect(201);
    const given = stub.twilio.requests.map(({ body }) => new URLSearchParams(body));
    expect(given.map((form) => [form.get('Timeout'), form.get('TimeLimit')])).toEqual([
      ['35', '300'],
      ['20', '300'],
    ]);
    await waitFor(
      'the day to be counted anew',
      async () => !(await get('/calls/allowed?to=%2B14155550179')).allowed,
    );
    const { body: late } = await post(callBody()).expect(403);
    expect(late.detail).toMatch(/^Call not allowed: calls-per-day: /);
    const tomorrow = { scheduled_at: new Date(Date.now() + 86_400_000).toISOString() };
    await post({ ...callBody(), ...tomorrow }).expect(202);
    const { body: full } = await post({ ...callBody(), ...tomorrow }).expect(403);
    expect(full.detail).toMatch(/^Call not allowed: queue-length: /);
    await post({ ...callBody(), ring_timeout: 4 }).expect(400);
  }, 60_000);
});
