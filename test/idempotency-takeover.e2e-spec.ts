import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import { CallChecksService } from '../src/calls/checks/call-checks.service.js';
import { CallsService } from '../src/calls/view/calls.service.js';
import { sendJson } from '../src/twilio/testing/misbehaving-server.js';
import { callBody, someCallSid, userBody } from './support/factories.js';
import { acceptCall } from './support/stub-twilio.js';
import {
  IN_FLIGHT,
  replayed,
  REUSED,
  startTwoInstances,
  type TwoInstances,
} from './support/two-instances.js';
import { waitFor } from './support/wait-for.js';

const CALLS = '/calls/outbound';

let two: TwoInstances;

beforeAll(async () => {
  two = await startTwoInstances();
}, 60_000);
afterAll(() => two.close());
beforeEach(() => two.reset());

/** As if the instance had been killed before it could note its answer down, a while ago. */
const forgetAnswer = (resourceId: string) =>
  two.changeKey(resourceId, { $unset: { answer: 1 }, $set: { leaseUntil: new Date(0) } });
/** The stored call that was made for this user. */
const storedFor = async (userExternalId: string) => {
  const found = await calls().findOne({ userExternalId });
  if (!found) throw new Error('There is no such call');
  return found;
};
const calls = () => two.apps[0].running.connection.collection<{ _id: string }>('calls');

describe('after an instance was killed', () => {
  it('the next request answers the stored call, and does not dial', async () => {
    const [key, body] = [randomUUID(), callBody()];
    const { body: first } = await two.post(CALLS, key, body).expect(201);
    await forgetAnswer(first.call_id);
    const recovered = await two.post(CALLS, key, body, 1).expect(201);
    expect(recovered.body).toEqual(first);
    const again = await two.post(CALLS, key, body).expect(201);
    expect([again.text, replayed(recovered), replayed(again)]).toEqual([recovered.text, true, true]);
    expect(two.dials()).toBe(1);
  });

  it('before it stored the call, the next request places it, under the id that was meant for it', async () => {
    const [key, body] = [randomUUID(), callBody()];
    const { body: first } = await two.post(CALLS, key, body).expect(201);
    await forgetAnswer(first.call_id);
    await calls().deleteOne({ _id: first.call_id });
    const { body: placed } = await two.post(CALLS, key, body, 1).expect(201);
    expect(placed).toMatchObject({ call_id: first.call_id, submission: 'accepted' });
    expect(two.dials()).toBe(2);
  });

  it('a refused call is answered as refused, and a user as it is stored', async () => {
    two.apps[0].answerWith((response) =>
      sendJson(response, 400, { code: 21217, message: 'No number', status: 400 }),
    );
    const [key, body] = [randomUUID(), callBody()];
    const { body: refused } = await two.post(CALLS, key, body).expect(502);
    await forgetAnswer((await storedFor(body.user_external_id))._id);
    await two.post(CALLS, key, body, 1).expect(502, refused);
    expect(two.dials()).toBe(1);

    const user = userBody();
    const { body: made } = await two.post('/users', key, user).expect(201);
    await forgetAnswer(made.id);
    await two.post('/users', key, user, 1).expect(201, made);
  });

  it('a call that never left is answered as such, and the request after that places a new one', async () => {
    let refuse = (): void => undefined;
    two.apps[0].answerWith((response) => {
      refuse = () =>
        response.writeHead(429, { 'retry-after': '2' }).end('{"code":20429,"message":"Too Many Requests"}');
    });
    const [key, body] = [randomUUID(), callBody()];
    const [detail, keys] = [
      'Twilio asked to slow down: 20429 Too Many Requests',
      two.collection('idempotency_keys'),
    ];
    const asking = two.post(CALLS, key, body).then((answer) => answer);
    await waitFor('Twilio to be asked', async () => two.dials() === 1);
    const record = await keys.findOne({ resourceId: (await storedFor(body.user_external_id))._id });
    refuse();
    expect((await asking).body).toEqual({ detail });
    await keys.insertOne({ ...record, leaseUntil: new Date(0) });
    await two.reset();
    await two.post(CALLS, key, body, 1).expect(503, { detail }).expect('Retry-After', '5');
    expect(two.dials()).toBe(0);
    const { body: placed } = await two.post(CALLS, key, body, 1).expect(201);
    expect(placed).toMatchObject({ submission: 'accepted' });
    expect(placed.call_id).not.toBe(record?.resourceId);
  });

  it('a call that was given up since, for want of a trace, is not dialled again', async () => {
    two.apps[0].answerWith((response) => response.destroy());
    const [key, body] = [randomUUID(), callBody()];
    const { body: first } = await two.post(CALLS, key, body).expect(201);
    await forgetAnswer(first.call_id);
    const { app } = two.apps[0].running;
    const call = await app.get(CallsService, { strict: false }).findById(first.call_id);
    const reason = { code: 'no-trace', message: 'No trace of it' };
    await app.get(CallChecksService, { strict: false }).giveUp(call!, reason);
    const { body: answered } = await two.post(CALLS, key, body, 1).expect(201);
    expect(answered).toMatchObject({ call_id: first.call_id, status: 'failed', failure_reason: reason });
    expect(two.dials()).toBe(1);
  });

  it('its key is still refused for another request, and its lease is waited for', async () => {
    const [key, body] = [randomUUID(), callBody()];
    const { body: first } = await two.post(CALLS, key, body).expect(201);
    await two.changeKey(first.call_id, { $unset: { answer: 1 } });
    await two.post(CALLS, key, body, 1).expect(409, IN_FLIGHT).expect('Retry-After', '1');
    await two.changeKey(first.call_id, { $set: { leaseUntil: new Date(0) } });
    await two.post(CALLS, key, callBody(), 1).expect(422, REUSED);
  });
});

describe('an instance that is slow', () => {
  it('keeps its key while Twilio thinks; whoever takes the flight over does not dial', async () => {
    const sid = someCallSid();
    let accept = (): void => undefined;
    two.apps[0].answerWith((response) => (accept = () => acceptCall(response, sid)));
    const [key, body] = [randomUUID(), callBody()];
    const slow = two.post(CALLS, key, body).then((answer) => answer);
    await waitFor('Twilio to be asked', async () => two.dials() === 1);
    await two.post(CALLS, key, body, 1).expect(409, IN_FLIGHT);
    const stored = await storedFor(body.user_external_id);
    await two.changeKey(stored._id, { $set: { leaseUntil: new Date(0) } });
    const { body: taken } = await two.post(CALLS, key, body, 1).expect(201);
    expect(taken).toMatchObject({ call_id: stored._id, submission: 'unknown', twilio_sid: null });
    accept();
    const { status, body: first } = await slow;
    expect([status, first.call_id, first.twilio_sid]).toEqual([201, taken.call_id, sid]);
    expect((await two.post(CALLS, key, body).expect(201)).body).toEqual(taken);
    expect(two.dials()).toBe(1);
  });

  it('does not dial where another has stored the call since', async () => {
    const [key, body] = [randomUUID(), callBody()];
    const { body: first } = await two.post(CALLS, key, body).expect(201);
    await forgetAnswer(first.call_id);
    const call = await storedFor(body.user_external_id);
    await calls().deleteOne({ _id: first.call_id });
    two.apps[1].answerWith((response) => sendJson(response, 500, {}));
    const racers = [two.post(CALLS, key, body, 1), calls().insertOne(call)];
    const [answer] = (await Promise.allSettled(racers)) as [PromiseSettledResult<Response>, unknown];
    expect(answer).toMatchObject({ value: { status: 201, body: { call_id: first.call_id } } });
    await expect(calls().countDocuments({ userExternalId: body.user_external_id })).resolves.toBe(1);
  });
});
