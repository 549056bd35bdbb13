import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { ringLanes } from '../src/calls/testing/ring-lanes.js';
import { TWILIO } from '../src/config/testing/settings.js';
import { waitingCall } from './support/dispatch-stage.js';
import { callBody } from './support/factories.js';
import { startStubbedApp, type StubbedApp } from './support/stub-twilio.js';
import { waitFor } from './support/wait-for.js';

/** Real calls, as far as Atlas knows; its account is a stub all the same. */
const LIVE = { ...TWILIO, TWILIO_MODE: 'live' };
const OPEN = {};

describe.each([
  ['where no phone rings', OPEN],
  ['where calls are real', LIVE],
])('who may be called, %s', (_, variables) => {
  let stub: StubbedApp;

  beforeAll(async () => {
    stub = await startStubbedApp({ variables: { ...variables, BLOCKED_PREFIXES: '+1212' } });
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
