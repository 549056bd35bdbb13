import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { sendJson } from '../src/twilio/testing/misbehaving-server.js';
import { waitFor } from './support/wait-for.js';
import { callBody, userBody } from './support/factories.js';
import { acceptCall } from './support/stub-twilio.js';
import {
  IN_FLIGHT,
  replayed,
  REUSED,
  startTwoInstances,
  type TwoInstances,
} from './support/two-instances.js';

const CALLS = '/calls/outbound';

let two: TwoInstances;

beforeAll(async () => {
  two = await startTwoInstances();
}, 60_000);
afterAll(() => two.close());
beforeEach(() => two.reset());

describe('the same key and request', () => {
  it('places one call, and gets the first answer again from any instance', async () => {
    const [key, body] = [randomUUID(), callBody()];
    const first = await two.post(CALLS, key, body).expect(201);
    expect(replayed(first)).toBe(false);
    for (const n of [0, 1] as const) {
      const again = await two.post(CALLS, key, body, n).expect(201);
      expect([again.text, replayed(again)]).toEqual([first.text, true]);
    }
    expect(two.dials()).toBe(1);
  });

  it('makes one user, and gets the first answer again even after the user was changed', async () => {
    const [key, body] = [randomUUID(), userBody()];
    const first = await two.post('/users', key, body).expect(201);
    await request(two.apps[0].running.url)
      .patch(`/users/${first.body.id}`)
      .send({ name: 'Ada King' })
      .expect(200);
    const again = await two.post('/users', key, body, 1).expect(201);
    expect([again.text, replayed(again)]).toEqual([first.text, true]);
  });

  it('is the same with the key quoted or bare, a default given or left out, and fields in another order', async () => {
    const { to, user_external_id, script } = callBody();
    const first = await two.post(CALLS, 'my-key-1', { to, user_external_id, script }).expect(201);
    const same = {
      ...{ recording_enabled: true, priority: 0, machine_detection: 'none', campaign_id: null },
      ...{ script, user_external_id, to },
    };
    const again = await two.post(CALLS, '"my-key-1"', same).expect(201);
    expect([again.text, replayed(again), two.dials()]).toEqual([first.text, true, 1]);
  });

  it('keeps the answer of a call of which nobody can tell whether it was dialled', async () => {
    two.apps[0].answerWith((response) => response.destroy());
    const [key, body] = [randomUUID(), callBody()];
    const first = await two.post(CALLS, key, body).expect(201);
    expect(first.body).toMatchObject({ submission: 'unknown' });
    const again = await two.post(CALLS, key, body).expect(201);
    expect([again.text, two.dials()]).toEqual([first.text, 1]);
  });

  it('is executed each time where there is no key', async () => {
    const body = callBody();
    const place = () => request(two.apps[0].running.url).post(CALLS).send(body).expect(201);
    expect((await place()).body.call_id).not.toBe((await place()).body.call_id);
    expect(two.dials()).toBe(2);
  });
});

describe('the same key', () => {
  it('with another request is refused with 422, and nothing is done', async () => {
    const [key, body] = [randomUUID(), callBody()];
    await two.post(CALLS, key, body).expect(201);
    const others = [{ ...body, to: '+14155550101' }, { ...body, recording_enabled: false }, callBody()];
    for (const other of others) await two.post(CALLS, key, other, 1).expect(422, REUSED);
    const { body: problem } = await two
      .post(CALLS, key, callBody())
      .set('Accept', 'application/problem+json')
      .expect(422);
    expect(problem).toMatchObject({ status: 422, ...REUSED });
    expect(two.dials()).toBe(1);
  });

  it('on another route is another key', async () => {
    const key = randomUUID();
    await two.post(CALLS, key, callBody()).expect(201);
    await two.post('/users', key, userBody()).expect(201);
  });

  it('is not stored, only its hash is', async () => {
    const key = `secret-${randomUUID()}`;
    await two.post('/users', key, userBody()).expect(201);
    const records = await two.collection('idempotency_keys').find().toArray();
    expect(records.length).toBeGreaterThan(0);
    expect(JSON.stringify(records)).not.toContain(key);
    for (const { _id } of records) expect(_id).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a key that is none', () => {
  const RULE = 'must be one value of 1 to 255 visible ASCII characters, bare or in double quotes';

  it.each([
    ['empty', ''],
    ['empty in quotes', '""'],
    ['too long', 'k'.repeat(256)],
    ['with a space', 'a b'],
    ['with an open quote', '"abc'],
    ['not ASCII', 'cl\u00e9'],
  ])('is refused: %s', async (_, key) => {
    for (const [path, body] of [
      [CALLS, callBody()],
      ['/users', userBody()],
    ] as const)
      await two.post(path, key, body).expect(400, { detail: `Invalid Idempotency-Key: ${RULE}` });
    expect(two.dials()).toBe(0);
  });

  it('is refused where there are several, and named in the problem', async () => {
    const response = await fetch(`${two.apps[0].running.url}/users`, {
      method: 'POST',
      headers: [
        ['content-type', 'application/json'],
        ['accept', 'application/problem+json'],
        ['idempotency-key', 'one'],
        ['idempotency-key', 'two'],
      ],
      body: JSON.stringify(userBody()),
    });
    expect(response.status).toBe(400);
    await expect(response.json()).resolves.toMatchObject({
      detail: `Invalid Idempotency-Key: ${RULE}`,
      errors: [{ field: 'Idempotency-Key', message: RULE }],
    });
  });
});

describe('failures', () => {
  it('502 is answered again, in either format', async () => {
    two.apps[0].answerWith((response) =>
      sendJson(response, 400, { code: 21217, message: 'No number', status: 400 }),
    );
    const [key, body] = [randomUUID(), callBody()];
    const detail = 'Twilio refused the call: 21217 No number';
    expect(replayed(await two.post(CALLS, key, body).expect(502, { detail }))).toBe(false);
    expect(replayed(await two.post(CALLS, key, body, 1).expect(502, { detail }))).toBe(true);
    const { body: problem } = await two
      .post(CALLS, key, body)
      .set('Accept', 'application/problem+json')
      .expect(502)
      .expect('Idempotency-Replayed', 'true');
    expect(problem).toMatchObject({ title: 'Bad Gateway', status: 502, detail, call_id: expect.any(String) });
    expect(two.dials()).toBe(1);
  });

  it('503 is not: the next request places a new call', async () => {
    two.apps[0].answerWith((response) =>
      response.writeHead(429, { 'retry-after': '2' }).end('{"code":20429,"message":"Too Many Requests"}'),
    );
    const [key, body] = [randomUUID(), callBody()];
    await two.post(CALLS, key, body).expect(503).expect('Retry-After', '5');
    two.apps[0].answerWith((response) => acceptCall(response));
    const placed = await two.post(CALLS, key, body).expect(201);
    expect([placed.body.submission, replayed(placed)]).toEqual(['accepted', false]);
    const again = await two.post(CALLS, key, body).expect(201);
    expect([again.text, replayed(again)]).toEqual([placed.text, true]);
    const calls = await two
      .collection('calls')
      .find({ userExternalId: body.user_external_id })
      .sort({ createdAt: 1 })
      .toArray();
    const submissions = calls.map(({ attempts }) => (attempts as { submission: string }[])[0]?.submission);
    expect(submissions).toEqual(['unsent', 'accepted']);
  });

  it('502 for a reason of the account is not: the same key makes a new call once that is mended', async () => {
    two.apps[0].answerWith((response) => sendJson(response, 401, { code: 20003, message: 'Authenticate' }));
    const [key, body] = [randomUUID(), callBody()];
    const detail = 'Twilio refused the call: 20003 Authenticate';
    await two.post(CALLS, key, body).expect(502, { detail });
    two.apps[0].answerWith((response) => acceptCall(response));
    const placed = await two.post(CALLS, key, body).expect(201);
    const again = await two.post(CALLS, key, body, 1).expect(201);
    expect([replayed(placed), again.text, replayed(again)]).toEqual([false, placed.text, true]);
    const calls = await two
      .collection('calls')
      .find({ userExternalId: body.user_external_id })
      .sort({ createdAt: 1 })
      .toArray();
    const [refused, ...others] = calls.map(({ attempts }) => (attempts as { submission: string }[])[0]);
    expect([refused?.submission, others.length]).toEqual(['refused', 1]);
  });

  it('400 is not: the corrected request may use the same key', async () => {
    const key = randomUUID();
    await two.post('/users', key, userBody({ email: 'nobody' })).expect(400);
    await two.post('/users', key, userBody()).expect(201);
  });

  it('409 for a taken address is answered again, even when the address is free by then', async () => {
    const body = userBody();
    const { body: taken } = await two.post('/users', randomUUID(), body).expect(201);
    const key = randomUUID();
    const conflict = { detail: 'User with this email already exists' };
    await two.post('/users', key, body).expect(409, conflict);
    await request(two.apps[0].running.url)
      .patch(`/users/${taken.id}`)
      .send({ email: userBody().email })
      .expect(200);
    const again = await two.post('/users', key, body).expect(409, conflict);
    expect([replayed(again), again.headers['retry-after']]).toEqual([true, undefined]);
    await two.post('/users', randomUUID(), body).expect(201);
  });
});

describe('many at once', () => {
  it.each([
    [CALLS, callBody(), 'call_id'],
    ['/users', userBody(), 'id'],
  ])('of one key on two instances: POST %s is done once', async (path, body, id) => {
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => two.post(path, key, body, n % 2 ? 1 : 0).then((answer) => answer)),
    );
    const done = answers.filter(({ status }) => status === 201);
    expect(done.filter((answer) => !replayed(answer))).toHaveLength(1);
    expect(new Set(done.map((answer) => answer.body[id] as string)).size).toBe(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect([answer.status, answer.body]).toEqual([409, IN_FLIGHT]);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    }
    // On a busy machine its turn may come after its answer.
    if (path === CALLS) await waitFor('the call to be dialled', async () => two.dials() > 0);
    expect(two.dials()).toBe(path === CALLS ? 1 : 0);
    expect(replayed(await two.post(path, key, body).expect(201))).toBe(true);
  });
});

it('both routes document the header, and what it brings', async () => {
  const { body: document } = await request(two.apps[0].running.url).get('/openapi.json').expect(200);
  for (const path of [CALLS, '/users']) {
    const { parameters, responses } = document.paths[path].post;
    expect(parameters).toContainEqual(
      expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: false }),
    );
    expect(responses['201'].headers).toHaveProperty('Idempotency-Replayed');
    expect(responses['422'].content['application/json'].example).toEqual(REUSED);
    expect(responses).toHaveProperty('409');
  }
});
