import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { CallDto } from '../src/calls/view/dto/call.dto.js';
import type { TimelineDto } from '../src/calls/timeline/dto/timeline.dto.js';
import { callBody, someCallSid } from './support/factories.js';
import { simulatedCalls } from './support/simulator-truth.js';
import { type RunningApp, startApp } from './support/start-app.js';
import { startStubbedApp } from './support/stub-twilio.js';
import { waitFor } from './support/wait-for.js';

const RINGS_LONG = '+14155550150';
const NEVER_ENDS = '+14155550151';
const BUSY = '+14155550130';

let running: RunningApp;

beforeAll(async () => {
  running = await startApp({ variables: { SIMULATOR_SPEED: '5' } });
}, 30_000);
afterAll(() => running.close());

const http = () => request(running.url);
const find = async (id: string): Promise<CallDto> =>
  (await http().get(`/calls/${id}`).expect(200)).body as CallDto;
const place = async (to: string): Promise<CallDto> =>
  (await http().post('/calls/outbound').send(callBody({ to })).expect(201)).body as CallDto;
/** A new call, once it has reached this status. */
const reach = async (to: string, status: CallDto['status']): Promise<CallDto> => {
  const { call_id } = await place(to);
  return waitFor(`a call to be ${status}`, async () => {
    const call = await find(call_id);
    return call.status === status && call;
  });
};
const truthOf = async (sid: string | null) =>
  (await simulatedCalls(running.account.apiBaseUrl ?? '')).find((call) => call.sid === sid);
const settled = (id: string, status: CallDto['status']) =>
  waitFor(`the call to be ${status}`, async () => {
    const call = await find(id);
    return call.status === status && call.ended_at !== null && call;
  });

describe('POST /calls/{call}/hangup', () => {
  it('ends an answered call, by its SID; again it answers the same', async () => {
    const call = await reach(NEVER_ENDS, 'in-progress');
    const { body } = await http().post(`/calls/${call.twilio_sid}/hangup`).expect(200);
    expect(body).toMatchObject({ call_id: call.call_id, status: 'completed' });
    await expect(truthOf(call.twilio_sid)).resolves.toMatchObject({ status: 'completed' });
    const ended = await settled(call.call_id, 'completed');
    const again = await http().post(`/calls/${call.call_id}/hangup`).expect(200);
    expect(again.body).toMatchObject({ status: 'completed', duration: ended.duration });
    const { body: timeline } = await http().get(`/calls/${call.call_id}/timeline`).expect(200);
    const wishes = (timeline as TimelineDto).events.filter(({ kind }) => kind === 'hangup');
    expect(wishes).toMatchObject([
      { source: 'client', status: null, changes: {}, ignored: null },
      { source: 'api', status: 'completed', changes: { status: { from: 'in-progress', to: 'completed' } } },
    ]);
    expect(timeline.repairs).toBe(0);
  });

  it('ends one that rings', async () => {
    const call = await reach(RINGS_LONG, 'ringing');
    const { body } = await http().post(`/calls/${call.call_id}/hangup`).expect(200);
    expect(body.status).toBe('canceled');
    await http().post(`/calls/${call.call_id}/hangup`).expect(200);
  });

  it('takes many requests at once', async () => {
    const call = await reach(NEVER_ENDS, 'in-progress');
    const requests = Array.from({ length: 5 }, () =>
      http().post(`/calls/${call.call_id}/hangup`).expect(200),
    );
    for (const { body } of await Promise.all(requests)) expect(body.status).toBe('completed');
  });

  it('is too late for a call that has ended by itself', async () => {
    const call = await reach(BUSY, 'busy');
    for (const wish of ['hangup', 'cancel']) {
      const path = `/calls/${call.call_id}/${wish}`;
      await http().post(path).expect(409, { detail: 'Call has already ended: busy' });
    }
  });
});

describe('POST /calls/{call}/cancel', () => {
  it('ends a call that rings; again it answers the same', async () => {
    const call = await reach(RINGS_LONG, 'ringing');
    for (let n = 0; n < 2; n += 1) {
      const { body } = await http().post(`/calls/${call.call_id}/cancel`).expect(200);
      expect(body).toMatchObject({ call_id: call.call_id, status: 'canceled' });
    }
    await expect(truthOf(call.twilio_sid)).resolves.toMatchObject({ status: 'canceled' });
    await settled(call.call_id, 'canceled');
    const detail = 'Call has already ended: canceled';
    await http().post(`/calls/${call.call_id}/hangup`).expect(409, { detail });
  });

  it('is too late for an answered one', async () => {
    const call = await reach(NEVER_ENDS, 'in-progress');
    const detail = 'Call is in progress: hang up instead';
    await http().post(`/calls/${call.call_id}/cancel`).expect(409, { detail });
    await http().post(`/calls/${call.call_id}/hangup`).expect(200);
  });
});

describe('either', () => {
  it.each(['hangup', 'cancel'])('%s does not know every call', async (wish) => {
    for (const name of ['nothing', someCallSid()]) {
      const detail = `Call not found: ${name}`;
      await http().post(`/calls/${name}/${wish}`).expect(404, { detail });
    }
    await http().get(`/calls/nothing/${wish}`).expect(405).expect('Allow', 'POST');
  });

  it('waits for the SID, and passes on how Twilio fails', async () => {
    const stub = await startStubbedApp();
    const post = (path: string) => request(stub.running.url).post(path);
    try {
      const placed = await post('/calls/outbound').send(callBody()).expect(201);
      stub.answerWith((response) => response.destroy());
      const unknown = await post('/calls/outbound').send(callBody()).expect(201);
      const detail = 'Call cannot be ended yet: whether Twilio has dialled it is not known';
      await post(`/calls/${unknown.body.call_id}/cancel`).expect(409, { detail });
      await post(`/calls/${placed.body.call_id}/hangup`).expect(503).expect('Retry-After', /^\d+$/);
      stub.answerWith((response) => response.writeHead(404).end('{"code":20404,"message":"Not found"}'));
      const unclear = 'Twilio gave no clear answer: it does not know the call at this moment';
      await post(`/calls/${placed.body.call_id}/hangup`)
        .expect(503, { detail: unclear })
        .expect('Retry-After', '5');
      stub.answerWith((response) => response.writeHead(403).end('{"code":20403,"message":"Forbidden"}'));
      const refused = 'Twilio refused the request: 20403 Forbidden';
      await post(`/calls/${placed.body.call_id}/hangup`).expect(502, { detail: refused });
    } finally {
      await stub.close();
    }
  }, 30_000);
});
