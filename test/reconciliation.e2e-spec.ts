import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { CallDto } from '../src/calls/view/dto/call.dto.js';
import { sendJson } from '../src/twilio/testing/misbehaving-server.js';
import { callBody, someCallSid } from './support/factories.js';
import { acceptCall, startStubbedApp, type StubbedApp } from './support/stub-twilio.js';
import { waitFor } from './support/wait-for.js';
import { postWebhook } from './support/webhook.js';

/** A call as the stub's Twilio lists it, with the requests that it made for it. */
interface ListedCall {
  sid: string;
  status: string;
  /** When it ended, where Twilio does not list it as just ended. */
  ended?: Date;
  to: string;
  created?: Date;
  asked?: string[];
}

let stub: StubbedApp;
let listed: ListedCall[] = [];
let creates: 'accept' | 'hang' | 'hang after' = 'accept';

const resource = ({ sid, status, to, created = new Date(), ended = created }: ListedCall) => ({
  sid,
  status,
  to,
  from: stub.running.account.fromNumber,
  date_created: created.toUTCString(),
  start_time: created.toUTCString(),
  end_time: ended.toUTCString(),
  duration: status === 'completed' ? '21' : null,
  price: status === 'completed' ? '-0.01400' : null,
  price_unit: 'USD',
  direction: 'outbound-api',
});

/** Twilio's calls: created as told, listed and fetched as `listed` says. */
function answer(response: Parameters<typeof sendJson>[0], n: number): void {
  const { method, url, body } = stub.twilio.requests[n]!;
  const sid = /Calls\/(CA\w+)/.exec(url)?.[1];
  if (method === 'POST' && !sid) {
    const form = new URLSearchParams(body);
    const made = { sid: someCallSid(), status: 'queued', to: form.get('To') ?? '' };
    if (creates !== 'hang') listed.push(made);
    if (creates === 'accept') acceptCall(response, made.sid);
  } else if (url.includes('/Events.json')) {
    const asked = listed.find((call) => call.sid === sid)?.asked ?? [];
    const events = asked.map((each) => ({
      request: { url: each, method: 'POST', parameters: {} },
      response: {},
    }));
    sendJson(response, 200, { events, next_page_uri: null });
  } else if (url.includes('/Recordings.json')) {
    sendJson(response, 200, { recordings: [], next_page_uri: null });
  } else if (url.includes('/Notifications.json')) {
    sendJson(response, 200, { notifications: [], next_page_uri: null });
  } else if (sid) {
    const found = listed.find((call) => call.sid === sid);
    sendJson(response, found ? 200 : 404, found ? resource(found) : { code: 20404, message: 'Not found' });
  } else {
    sendJson(response, 200, { calls: listed.map(resource), next_page_uri: null });
  }
}

beforeAll(async () => {
  stub = await startStubbedApp({
    variables: { RECONCILE_AFTER_SECONDS: '1', SUBMISSION_DEADLINE_SECONDS: '6', TWILIO_TIMEOUT_MS: '200' },
  });
}, 30_000);
afterAll(() => stub.close());
beforeEach(() => {
  listed = [];
  creates = 'accept';
  stub.answerWith((response) => answer(response, stub.twilio.requests.length - 1));
});

const someNumber = () => `+1415${randomInt(1e6, 9e6)}`;
const place = async (body = callBody()): Promise<CallDto> =>
  (await request(stub.running.url).post('/calls/outbound').send(body).expect(201)).body;
const find = async (name: string): Promise<CallDto> =>
  (await request(stub.running.url).get(`/calls/${name}`).expect(200)).body;
const sync = async (name: string): Promise<CallDto> =>
  (await request(stub.running.url).post(`/calls/${name}/sync`).expect(200)).body;

describe('a call whose webhooks were lost', () => {
  it('is found by the recurring job, and repaired', async () => {
    const call = await place();
    listed[0]!.status = 'completed';
    const repaired = await waitFor(
      'the repair',
      async () => {
        const now = await find(call.call_id);
        return now.status === 'completed' && now;
      },
      25_000,
    );
    expect(repaired).toMatchObject({ duration: 21, twilio_sid: listed[0]!.sid });
  }, 40_000);

  it('is synced at once when asked', async () => {
    const call = await place();
    listed[0]!.status = 'busy';
    await expect(sync(call.call_id)).resolves.toMatchObject({ status: 'busy', ended_at: expect.any(String) });
    await request(stub.running.url)
      .post('/calls/nothing/sync')
      .expect(404, { detail: 'Call not found: nothing' });
  });
});

describe('a request to dial that got no clear answer', () => {
  const unknown = async (
    kind: 'hang' | 'hang after',
    body = callBody({ to: someNumber() }),
  ): Promise<CallDto> => {
    creates = kind;
    const call = await place(body);
    expect(call).toMatchObject({ submission: 'unknown', twilio_sid: null });
    return call;
  };
  const pastDeadline = () => new Promise((resolve) => setTimeout(resolve, 6_100));

  it('is settled by the only call that it can have become, once Twilio will tell no more of that', async () => {
    const call = await unknown('hang after');
    await expect(sync(call.call_id)).resolves.toMatchObject({ submission: 'unknown' });
    Object.assign(listed[0]!, { status: 'completed', ended: new Date(Date.now() - 17 * 60_000) });
    await expect(sync(call.call_id)).resolves.toMatchObject({
      submission: 'accepted',
      twilio_sid: listed[0]!.sid,
    });
  });

  it('counts as failed where Twilio has no such call, but not before the deadline', async () => {
    const call = await unknown('hang');
    await expect(sync(call.call_id)).resolves.toMatchObject({ status: 'initiated', submission: 'unknown' });
    await pastDeadline();
    await expect(sync(call.call_id)).resolves.toMatchObject({
      status: 'failed',
      failure_reason: { code: 'not-dialled' },
    });
  });

  it('says nothing more to a callee who is rung after that, and the truth is told again', async () => {
    const call = await unknown('hang');
    await pastDeadline();
    await sync(call.call_id);
    const sid = someCallSid();
    const ids = `call_id=${call.call_id}&attempt=1`;
    const asked = { CallSid: sid, CallStatus: 'in-progress' };
    const { text } = await postWebhook(stub.running, `/twilio/voice?${ids}&recording=true`, asked).expect(
      200,
    );
    expect(text).toMatch(/<Response><Hangup\/><\/Response>/);
    await expect(find(sid)).resolves.toMatchObject({ call_id: call.call_id, status: 'in-progress' });
    const ended = { CallSid: sid, CallStatus: 'completed', CallDuration: '0' };
    await postWebhook(stub.running, `/twilio/status?${ids}`, ended).expect(200);
    await expect(find(sid)).resolves.toMatchObject({
      status: 'completed',
      submission: 'accepted',
      failure_reason: null,
    });
  });

  it('is never guessed: two requests and one call wait until Twilio names the request', async () => {
    const body = callBody({ to: someNumber() });
    const [lost, dialled] = [await unknown('hang', body), await unknown('hang after', body)];
    await pastDeadline();
    for (const { call_id } of [lost, dialled]) {
      await expect(sync(call_id)).resolves.toMatchObject({ status: 'initiated', submission: 'unknown' });
    }
    listed[0]!.asked = [
      `${stub.running.url}/twilio/voice?call_id=${dialled.call_id}&attempt=1&recording=true`,
    ];
    await expect(sync(lost.call_id)).resolves.toMatchObject({ status: 'failed' });
    await expect(sync(dialled.call_id)).resolves.toMatchObject({ twilio_sid: listed[0]!.sid });
  });

  it("is not settled by a call made at another time, or one that is another request's", async () => {
    const body = callBody({ to: someNumber() });
    const [first, second] = [await unknown('hang after', body), await unknown('hang after', body)];
    await expect(sync(first.call_id)).resolves.toMatchObject({ submission: 'unknown' });
    listed[0]!.created = new Date(Date.now() - 3_600_000);
    await expect(sync(first.call_id)).resolves.toMatchObject({ submission: 'unknown' });
    const known = { CallSid: listed[1]!.sid, CallStatus: 'ringing' };
    await postWebhook(stub.running, `/twilio/status?call_id=${second.call_id}&attempt=1`, known).expect(200);
    await expect(sync(first.call_id)).resolves.toMatchObject({ submission: 'unknown' });
    listed[0]!.created = new Date();
    listed[0]!.ended = new Date(Date.now() - 17 * 60_000);
    await expect(sync(first.call_id)).resolves.toMatchObject({ twilio_sid: listed[0]!.sid });
  });
});

describe('a call that Twilio does not know', () => {
  it('is answered as it stands to who syncs it, may not be ended yet, and keeps the end that it had', async () => {
    const call = await place();
    const made = listed;
    listed = [];
    const { body } = await request(stub.running.url).post(`/calls/${call.call_id}/sync`).expect(200);
    expect(body).toMatchObject({ status: 'initiated', twilio_sid: call.twilio_sid });
    for (const wish of ['hangup', 'cancel'])
      await request(stub.running.url).post(`/calls/${call.call_id}/${wish}`).expect(503);
    listed = [{ ...made[0]!, status: 'completed' }];
    await sync(call.call_id);
    listed = [];
    await expect(sync(call.call_id)).resolves.toMatchObject({ status: 'completed', duration: 21 });
  });
});
