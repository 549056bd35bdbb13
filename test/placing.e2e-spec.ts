import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import request from 'supertest';
import { LanesRepository } from '../src/calls/lanes/lanes.repository.js';
import type { CallDto } from '../src/calls/view/dto/call.dto.js';
import { sendJson } from '../src/twilio/testing/misbehaving-server.js';
import { callBody, someCallSid, userBody } from './support/factories.js';
import { acceptCall, isDial, startStubbedApp, type StubbedApp } from './support/stub-twilio.js';
import { waitFor } from './support/wait-for.js';
import { postWebhook } from './support/webhook.js';

let stub: StubbedApp;

beforeAll(async () => {
  stub = await startStubbedApp();
}, 30_000);
afterAll(() => stub.close());
beforeEach(() => {
  stub.twilio.requests.length = 0;
  stub.answerWith((response) => acceptCall(response));
});

const place = (body: object) => request(stub.running.url).post('/calls/outbound').send(body);
const get = (path: string) => request(stub.running.url).get(path);
const only = async (user_external_id: string): Promise<CallDto> => {
  const { body: user } = await request(stub.running.url)
    .post('/users')
    .send(userBody({ external_id: user_external_id }))
    .expect(201);
  const { body } = await get(`/users/${user.id}/calls`).expect(200);
  expect(body.total).toBe(1);
  return body.data[0];
};

describe('POST /calls/outbound', () => {
  it('takes the nulls and the defaults that it answers', async () => {
    const { body: plain } = await place(callBody({ script: undefined })).expect(201);
    const fields = ['user_external_id', 'script', 'recording_enabled', 'scheduled_at', 'calling_window'];
    fields.push('retry', 'machine_detection', 'expires_at', 'priority', 'metadata', 'campaign_id');
    const again = Object.fromEntries(fields.map((field) => [field, plain[field]]));
    expect(again).toMatchObject({ script: null, retry: null, metadata: null, priority: 0 });
    const { body: second } = await place({ ...again, to: plain.to_number }).expect(201);
    expect(second).toMatchObject({ ...again, status: 'initiated' });
  });

  it('answers 201 and accepted where Twilio accepted', async () => {
    const sid = someCallSid();
    stub.answerWith((response) => acceptCall(response, sid));
    const body = callBody();
    const { body: call, headers } = await place(body).expect(201);
    expect(headers['location']).toBe(`/calls/${call.call_id}`);
    expect(call).toMatchObject({
      call_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      user_id: body.user_external_id,
      to_number: body.to,
      status: 'initiated',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      twilio_sid: sid,
      submission: 'accepted',
      script: body.script,
    });
    await get(headers['location'] ?? '').expect(200);
    const [asked] = stub.twilio.requests;
    const form = new URLSearchParams(asked?.body);
    expect(form.get('Url')).toBe(
      `${stub.running.url}/twilio/voice?call_id=${call.call_id}&attempt=1&recording=true#ct=2000&rt=4000&tt=9000&rc=2&rp=all`,
    );
    expect(form.get('FallbackUrl')).toContain(
      `${stub.running.url}/twilio/voice/fallback?call_id=${call.call_id}&attempt=1&recording=true#`,
    );
    expect(form.get('StatusCallback')).toBe(
      `${stub.running.url}/twilio/status?call_id=${call.call_id}&attempt=1&plan=false#rc=5&rp=all`,
    );
    expect(form.getAll('StatusCallbackEvent')).toEqual(['initiated', 'ringing', 'answered', 'completed']);
    for (const name of [call.call_id, sid]) {
      const { body: found } = await get(`/calls/${name}`).expect(200);
      expect(found).toMatchObject({ call_id: call.call_id, twilio_sid: sid, status: 'initiated' });
    }
  });

  it('answers 502 where Twilio refused, and keeps the call as failed with the reason', async () => {
    stub.answerWith((response) =>
      sendJson(response, 400, { code: 21217, message: 'Not a phone number', status: 400 }),
    );
    const body = callBody();
    const { body: failure } = await place(body).expect(502);
    expect(failure).toEqual({ detail: 'Twilio refused the call: 21217 Not a phone number' });
    expect(stub.twilio.requests).toHaveLength(1);
    await expect(only(body.user_external_id)).resolves.toMatchObject({
      status: 'failed',
      submission: 'refused',
      twilio_sid: null,
      failure_reason: { code: '21217', message: 'Not a phone number' },
    });
  });

  it('names the call that it keeps where Twilio refused, in a problem', async () => {
    stub.answerWith((response) => sendJson(response, 400, { code: 21217, message: 'Not a phone number' }));
    const body = callBody();
    const { body: problem } = await place(body).set('Accept', 'application/problem+json').expect(502);
    const { call_id } = await only(body.user_external_id);
    expect(problem).toMatchObject({ title: 'Bad Gateway', status: 502, call_id });
  });

  it('dials a call all the same whose lane could not be told of it at first', async () => {
    const ring = jest.spyOn(stub.running.app.get(LanesRepository), 'ring');
    ring.mockRejectedValueOnce(new Error('The database does not answer'));
    const { body: call } = await place(callBody()).expect(201);
    expect(call).toMatchObject({ submission: 'pending', twilio_sid: null });
    await waitFor('the call to be dialled', async () => {
      const { body: found } = await get(`/calls/${call.call_id}`).expect(200);
      return found.submission === 'accepted';
    });
    expect(ring).toHaveBeenCalledTimes(2);
    ring.mockRestore();
  });

  it('answers 503 with Retry-After where Twilio says 429 to the end, and keeps the call as failed', async () => {
    stub.answerWith((response) =>
      sendJson(response, 429, { code: 20429, message: 'Too Many Requests', status: 429 }),
    );
    const body = callBody();
    const { headers } = await place(body).expect(503);
    expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(stub.twilio.requests.length).toBeGreaterThan(1);
    await expect(only(body.user_external_id)).resolves.toMatchObject({
      status: 'failed',
      submission: 'unsent',
    });
  }, 15_000);

  it('places the call where Twilio says 429 once', async () => {
    stub.answerWith((response, n) =>
      n === 0 ? sendJson(response, 429, { code: 20429, message: 'Too Many Requests' }) : acceptCall(response),
    );
    await place(callBody()).expect(201);
    expect(stub.twilio.requests).toHaveLength(2);
  });

  it.each([
    ['never answers', () => undefined],
    [
      'resets the connection',
      (response: { socket: { destroy(): void } | null }) => response.socket?.destroy(),
    ],
    ['answers 500', (response: Parameters<typeof sendJson>[0]) => sendJson(response, 500, { code: 20500 })],
  ])('answers 201 and unknown where Twilio %s, and asks once', async (_, answer) => {
    stub.answerWith(answer as Parameters<StubbedApp['answerWith']>[0]);
    const { body: call } = await place(callBody()).expect(201);
    expect(call).toMatchObject({ status: 'initiated', twilio_sid: null, submission: 'unknown' });
    expect(stub.twilio.requests).toHaveLength(1);
    const sid = someCallSid();
    const path = `/twilio/status?call_id=${call.call_id}&attempt=1`;
    await postWebhook(stub.running, path, { CallSid: sid, CallStatus: 'ringing' }).expect(200);
    const { body: settled } = await get(`/calls/${sid}`).expect(200);
    expect(settled).toMatchObject({ call_id: call.call_id, status: 'ringing', submission: 'accepted' });
  });

  it.each([
    [{ to: '14155550123' }, /^Invalid to: /],
    [{ to: { $gt: '' } }, /^Invalid to: /],
    [{ user_external_id: '' }, /^Invalid user_external_id: /],
    [{ user_external_id: 'x'.repeat(256) }, /^Invalid user_external_id: /],
    [{ script: 'x'.repeat(5001) }, /^Invalid script: /],
    [{ script: 'a\u0000b' }, /^Invalid script: /],
    [{ recording_enabled: 'yes' }, /^Invalid recording_enabled: /],
    [{ colour: 'red' }, /colour/],
  ])('refuses %j, stores nothing and asks nobody', async (change, detail) => {
    const body = { ...callBody(), ...change };
    const { body: failure } = await place(body).expect(400);
    expect(failure).toEqual({ detail: expect.stringMatching(detail) });
    expect(stub.twilio.requests).toHaveLength(0);
  });

  it('answers 404 for a call that is not there', async () => {
    const { body } = await get('/calls/nothing').expect(404);
    expect(body).toEqual({ detail: 'Call not found: nothing' });
  });
});

describe('POST /calls/batch', () => {
  const send = (calls: unknown, key = randomUUID() as string) =>
    request(stub.running.url).post('/calls/batch').set('Idempotency-Key', key).send({ calls });

  it('places each call that is right, which is dialled in its turn, and none twice', async () => {
    const key = randomUUID();
    const calls = [callBody(), { to: 'nobody' }, callBody({ script: 'Hello.' })];
    const { body, headers } = await send(calls, key).expect(200);
    expect(body).toMatchObject({
      accepted: 2,
      refused: 1,
      rows: [
        { index: 0, status: 'accepted', call: { status: 'queued', submission: 'pending' }, error: null },
        { index: 1, status: 'refused', call: null, error: { status: 400 } },
        { index: 2, status: 'accepted', call: { script: 'Hello.' } },
      ],
    });
    expect(headers['idempotency-replayed']).toBeUndefined();
    const again = await send(calls, key).expect(200);
    expect(again.body).toEqual(body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    await send([callBody()], key).expect(422);
    for (const { call } of [body.rows[0], body.rows[2]])
      await waitFor('the call to be dialled', async () => {
        const { body: seen } = await get(`/calls/${call.call_id}`).expect(200);
        return seen.twilio_sid !== null && seen.status === 'initiated';
      });
    expect(stub.twilio.requests.filter(isDial)).toHaveLength(2);
  });

  it('is refused as a whole where it is no list of 1 to 1,000 calls', async () => {
    const detail = 'Invalid calls: must be a list of 1 to 1000 calls';
    for (const calls of [[], {}, 'x', Array.from({ length: 1_001 }, () => ({}))])
      await send(calls).expect(400, { detail });
    await send(undefined).expect(400, { detail: detail.replace('must', 'is required and must') });
  });

  it('may be longer than other requests, and not of any length', async () => {
    const rows = (count: number) => Array.from({ length: count }, () => ({ script: 'x'.repeat(10_000) }));
    const { body } = await send(rows(100)).expect(200);
    expect(body).toMatchObject({ accepted: 0, refused: 100 });
    const detail = 'Request body too large: at most 8388608 bytes are accepted';
    await send(rows(900)).expect(413, { detail });
    const other = request(stub.running.url).post('/calls/outbound');
    await other.send({ calls: rows(100) }).expect(413);
  });
});

describe("a user's calls", () => {
  it('are paged, newest first, also those made before the user was', async () => {
    const external_id = someCallSid();
    const placed: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      placed.unshift((await place(callBody({ user_external_id: external_id })).expect(201)).body.call_id);
    }
    const { body: user } = await request(stub.running.url)
      .post('/users')
      .send(userBody({ external_id }))
      .expect(201);
    placed.unshift((await place(callBody({ user_external_id: user.id })).expect(201)).body.call_id);
    const { body: first } = await get(`/users/${user.id}/calls?page_size=3`).expect(200);
    const { body: second } = await get(`/users/${user.id}/calls?page_size=3&page=2`).expect(200);
    expect(first).toMatchObject({ total: 4, page: 1, page_size: 3 });
    const found: CallDto[] = [...first.data, ...second.data];
    expect(found.map(({ call_id }) => call_id)).toEqual(placed);
    expect(new Set(found.map(({ user_id }) => user_id))).toEqual(new Set([user.id]));
  });

  it('answer 404 for an unknown user and 400 for a bad page', async () => {
    await get('/users/nobody/calls').expect(404, { detail: 'User not found: nobody' });
    const { body } = await get('/users/nobody/calls?page=0').expect(400);
    expect(body.detail).toMatch(/^Invalid page: /);
  });
});
