import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { CheckService } from '../src/analytics/check.service.js';
import { CountingService } from '../src/analytics/counting.service.js';
import { RebuildService } from '../src/analytics/rebuild.service.js';
import type { CallDto } from '../src/calls/view/dto/call.dto.js';
import { callBody, feedbackBody } from './support/factories.js';
import { startStubbedApp, type StubbedApp } from './support/stub-twilio.js';
import { postWebhook } from './support/webhook.js';

interface Row {
  filter: string;
  [name: string]: unknown;
}
interface Answer {
  rows: Row[];
  all: Row[];
  notes: object[];
  [name: string]: unknown;
}

let stub: StubbedApp;
let calls: CallDto[];

const http = () => request(stub.running.url);
const place = async (): Promise<CallDto> =>
  (await http().post('/calls/outbound').send(callBody()).expect(201)).body as CallDto;
const tell = (call: CallDto | undefined, fields: Record<string, string>) =>
  postWebhook(stub.running, `/twilio/status?call_id=${call?.call_id}&attempt=1`, {
    CallSid: call?.twilio_sid ?? '',
    ...fields,
  }).expect(200);
const rate = (call: CallDto | undefined, body: object) =>
  http().patch(`/calls/${call?.call_id}/feedback`).send(body).expect(200);
const ask = async (path: string, query: object = {}): Promise<Answer> =>
  (await http().get(`/analytics/${path}`).query(query).expect(200)).body as Answer;
const count = () => stub.running.app.get(CountingService).catchUp();
const listed = async (filter: string | undefined): Promise<string[]> => {
  const { body } = await http().get(`/calls?${filter}&page_size=100`).expect(200);
  return (body as { data: CallDto[] }).data.map(({ call_id }) => call_id).sort();
};
const idsOf = (...some: (CallDto | undefined)[]) => some.map((call) => call?.call_id ?? '').sort();

beforeAll(async () => {
  stub = await startStubbedApp();
  calls = [await place(), await place(), await place()];
  const [first, second] = calls;
  await tell(first, { CallStatus: 'in-progress', SequenceNumber: '1' });
  await tell(first, { CallStatus: 'completed', SequenceNumber: '2', CallDuration: '42' });
  await tell(second, { CallStatus: 'busy', SequenceNumber: '1', SipResponseCode: '486' });
  await rate(first, feedbackBody({ call_quality: 2, notes: '=SUM(1)' }));
  await rate(first, feedbackBody({ call_quality: 4, notes: 'Well done.' }));
  await count();
}, 30_000);
afterAll(() => stub.close());

describe('the results', () => {
  it('count calls by day and outcome', async () => {
    const answer = await ask('calls', { time_zone: 'Asia/Kathmandu' });
    expect(answer.rows).toHaveLength(30);
    expect(answer['all']).toMatchObject({ total: 3, completed: 1, busy: 1, initiated: 1, failed: 0 });
    expect(await listed(answer.rows.at(-1)?.filter)).toEqual(idsOf(...calls));
    const old = await ask('calls', { from: '2020-01-01', to: '2020-12-31' });
    expect(old.rows).toHaveLength(366);
    expect(old['all']).toMatchObject({ total: 0 });
  });

  it('tell when calls are answered, after how many attempts, and for how long', async () => {
    const [first, second, third] = calls;
    const { rows, rate: answered } = await ask('answers', { time_zone: 'Europe/Berlin' });
    expect(answered).toBe(0.5);
    expect(rows).toEqual([
      expect.objectContaining({ dialled: 3, answered: 1, unanswered: 1, open: 1, rate: 0.5 }),
    ]);
    expect(await listed(rows[0]?.filter)).toEqual(idsOf(...calls));
    expect(await listed(`${rows[0]?.filter}&result=dial/answered`)).toEqual(idsOf(first));

    const attempts = (await ask('attempts')).rows;
    expect(attempts.map(({ result, attempts: n, calls: some }) => [result, n, some])).toEqual([
      ['answered', 1, 1],
      ['unanswered', 1, 1],
      ['open', null, 1],
    ]);
    const found = await Promise.all(attempts.map(({ filter }) => listed(filter)));
    expect(found).toEqual([idsOf(first), idsOf(second), idsOf(third)]);

    const durations = await ask('durations');
    expect(durations).toMatchObject({ calls: 1, total_seconds: 42, average_seconds: 42 });
    const [row] = durations.rows.filter(({ calls: some }) => some === 1);
    expect(row).toMatchObject({ from_seconds: 30, until_seconds: 60 });
    expect(await listed(row?.filter)).toEqual(idsOf(first));
  });

  it('say why calls failed, what they cost, and what was thought of them', async () => {
    const [first, second] = calls;
    const failures = await ask('failures');
    expect(failures).toMatchObject({ calls: 1, rows: [{ reason: 'sip-486', calls: 1 }] });
    expect(failures.rows[0]?.['meaning']).not.toMatch(/486/);
    expect(await listed(failures.rows[0]?.filter)).toEqual(idsOf(second));

    const cost = await ask('cost');
    expect(cost).toMatchObject({ all: [], rows: [], unpriced: { calls: 2 } });
    expect(await listed((cost['unpriced'] as Row).filter)).toEqual(idsOf(first, second));

    const feedback = await ask('feedback');
    expect(feedback).toMatchObject({ given: 1, notes: [{ call_id: first?.call_id, notes: 'Well done.' }] });
    expect(feedback.all[0]).toMatchObject({ question: 'call_quality', given: 1, average: 4, points_2: 0 });
    expect(feedback.rows).toHaveLength(5);
    expect(await listed(feedback.rows[0]?.filter)).toEqual(idsOf(first));
  });

  it('come as tables, too', async () => {
    const answer = await http().get('/analytics/failures').set('Accept', 'text/csv').expect(200);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toMatch(/attachment; filename=failures_.*[.]csv/);
    const [head, line] = answer.text.split('\r\n');
    expect(head).toBe('reason,meaning,fix,calls');
    expect(line).toMatch(/^sip-486,.*,1$/);
    for (const path of ['calls', 'answers', 'attempts', 'durations', 'cost', 'feedback'])
      await http()
        .get(`/analytics/${path}?format=csv`)
        .expect(200)
        .expect('Content-Type', /^text\/csv/);
  });

  it.each([
    ['time_zone=Mars/Olympus', 'Invalid time_zone: must be an IANA time zone, such as Europe/Berlin'],
    ['from=2026-01-01', 'Invalid from: must be given together with to'],
    ['from=2026-01-02&to=2026-01-01', /^Invalid to: must be from or one of the 365 days after it/],
    ['from=2026-01-01&to=2027-01-02', /^Invalid to/],
    ['from=2026-02-30&to=2026-03-01', /^Invalid from: must be a day/],
    ['to=2026-03-01', /^Invalid to/],
    ['format=xml', 'Invalid format: must be one of json, csv'],
  ])('refuse %s', async (query, detail) => {
    const { body } = await http().get(`/analytics/calls?${query}`).expect(400);
    expect((body as { detail: string }).detail).toMatch(detail);
  });

  it('are the same after a rebuild, and agree with a recount', async () => {
    const { app } = stub.running;
    const before = await ask('calls');
    expect(await app.get(CheckService).check()).toEqual({ calls: 3, differences: [] });
    expect(await app.get(RebuildService).rebuild()).toBe(3);
    expect(await ask('calls')).toEqual(before);
    expect((await ask('feedback')).notes).toHaveLength(1);
    await stub.running.connection
      .collection('analytics_summaries')
      .updateMany({}, { $inc: { 'groups.outcome.busy': 1 } });
    const { differences } = await app.get(CheckService).check();
    expect(differences).toEqual([expect.stringMatching(/outcome\/busy: 2, counted anew 1$/)]);
  });
});
