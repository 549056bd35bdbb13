import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { DispatcherRepository } from '../src/dispatch/dispatcher.repository.js';
import { callBody } from './support/factories.js';
import { startStubbedApp, type StubbedApp } from './support/stub-twilio.js';

let stub: StubbedApp;
beforeAll(async () => {
  stub = await startStubbedApp();
}, 60_000);
afterAll(() => stub.close());

const http = () => request(stub.running.url);
const add = (body: object) => http().post('/do-not-call').send(body);
const place = (to: string, more: object = {}) =>
  http()
    .post('/calls/outbound')
    .send({ ...callBody({ to }), ...more });
const later = { scheduled_at: new Date(Date.now() + 3_600_000).toISOString() };

describe('the do-not-call list', () => {
  it('ends what waits, refuses what is asked for, and lets a number be called again', async () => {
    const number = '+14155550191';
    const { body: waiting } = await place(number, later).expect(202);
    const { body: other } = await place('+14155550192', later).expect(202);
    await http().get(`/do-not-call?number=${number}`).expect(404);
    const { body: entry } = await add({ number, source: 'support', note: 'Asked.' }).expect(200);
    const expected = { last_four: '0191', source: 'support', note: 'Asked.', added_at: expect.any(String) };
    expect(entry).toEqual(expected);
    const { body: ended } = await http().get(`/calls/${waiting.call_id}`).expect(200);
    const why = 'do-not-call: the number is on the do-not-call list';
    expect(ended).toMatchObject({
      status: 'canceled',
      attempts: [],
      failure_reason: { code: 'not-allowed', message: why },
    });
    await http()
      .get(`/calls/${other.call_id}`)
      .expect(({ body }) => expect(body.status).toBe('queued'));
    const { body: refused } = await place(number).expect(403);
    expect(refused).toEqual({ detail: `Call not allowed: ${why}` });
    await http()
      .get(`/do-not-call?number=${encodeURIComponent(number)}`)
      .expect(200, entry);
    await http().delete(`/do-not-call?number=${number}`).expect(204);
    await http()
      .delete(`/do-not-call?number=${number}`)
      .expect(404, { detail: 'The number is not on the do-not-call list' });
    await place(number).expect(201);
  });

  it('knows a number by each of its spellings, of which one alone is called', async () => {
    const [number, other] = ['+442079460018', '+4402079460018'];
    const { body: waiting } = await place(number, later).expect(202);
    const { body: entry } = await add({ number: other, source: 'support' }).expect(200);
    const { body: ended } = await http().get(`/calls/${waiting.call_id}`).expect(200);
    expect(ended).toMatchObject({ status: 'canceled' });
    for (const each of [number, other]) await http().get(`/do-not-call?number=${each}`).expect(200, entry);
    const { body: imported } = await http()
      .post('/do-not-call/import')
      .send({ numbers: [number, other], source: 'import' })
      .expect(200);
    expect(imported).toEqual({ added: 0, known: 2 });
    const { body: allowed } = await http().get(`/calls/allowed?to=${other}`).expect(200);
    const verdicts = allowed.rules as { rule: string; allowed: boolean; inputs: object }[];
    expect(verdicts.filter((each) => !each.allowed)).toMatchObject([
      { rule: 'spelling', inputs: { canonical: number } },
      { rule: 'do-not-call', inputs: { is_listed: true } },
    ]);
    await http().delete(`/do-not-call?number=${other}`).expect(204);
    await place(number, later).expect(202);
    const { body: refused } = await place(other).expect(403);
    expect(refused.detail).toMatch(/^Call not allowed: spelling: /);
  });

  it('keeps no number, and each entry as it was first', async () => {
    const number = '+14155550193';
    const { body: first } = await add({ number, source: 'support' }).expect(200);
    const { body: second } = await add({ number, source: 'another' }).expect(200);
    expect(second).toEqual(first);
    const stored = await stub.running.connection.collection('do_not_call').find().toArray();
    expect(JSON.stringify(stored)).not.toContain('415555');
  });

  it('takes very many at once', async () => {
    const numbers = Array.from({ length: 5_000 }, (_, i) => `+1415555${1000 + i}`);
    const { body } = await http().post('/do-not-call/import').send({ numbers, source: 'import' }).expect(200);
    expect(body).toEqual({ added: 5_000, known: 0 });
    const again = [...numbers.slice(0, 2), '+14155550190', numbers[0]];
    const { body: some } = await http()
      .post('/do-not-call/import')
      .send({ numbers: again, source: 'import' })
      .expect(200);
    expect(some).toEqual({ added: 1, known: 3 });
    await place('+14155555999').expect(403);
  }, 60_000);

  it('is answered only once the permits from before the change have lapsed', async () => {
    const dispatchers = stub.running.app.get(DispatcherRepository, { strict: false });
    const { rules = 0 } = await dispatchers.find();
    const from = performance.now();
    await add({ number: '+14155550194', source: 'support' }).expect(200);
    expect(performance.now() - from).toBeGreaterThanOrEqual(1_000);
    expect((await dispatchers.find()).rules).toBe(rules + 2);
  });

  it('refuses to look up what is no number', async () => {
    for (const query of ['', '?number=nobody', '?number=14155550123'])
      await http().get(`/do-not-call${query}`).expect(400);
  });

  it.each([
    ['/do-not-call', { source: 'a' }, /^Invalid number: /],
    ['/do-not-call', { number: '14155550123', source: 'a' }, /^Invalid number: /],
    ['/do-not-call', { number: '+14155550123' }, /^Invalid source: /],
    ['/do-not-call', { number: '+14155550123', source: ' ' }, /^Invalid source: /],
    ['/do-not-call', { number: '+14155550123', source: 'a', note: 'x'.repeat(501) }, /^Invalid note: /],
    ['/do-not-call/import', { numbers: [], source: 'a' }, /^Invalid numbers: /],
    ['/do-not-call/import', { numbers: '+14155550123', source: 'a' }, /^Invalid numbers: /],
    [
      '/do-not-call/import',
      { numbers: ['+14155550123', '911'], source: 'a' },
      /: the one at index 1 is none$/,
    ],
    ['/do-not-call/import', { numbers: Array(5_001).fill('+14155550123'), source: 'a' }, /1 to 5000/],
  ])('%s refuses %j', async (path, body, detail) => {
    const { body: failure } = await http().post(path).send(body).expect(400);
    expect(failure).toEqual({ detail: expect.stringMatching(detail) });
  });
});
