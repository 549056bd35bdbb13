import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import request from 'supertest';
import { CallListService } from '../src/calls/list/call-list.service.js';
import type { CallListDto } from '../src/calls/list/dto/call-list.dto.js';
import type { CallDto } from '../src/calls/view/dto/call.dto.js';
import { callBody, feedbackBody, someCallSid, userBody } from './support/factories.js';
import { startStubbedApp, type StubbedApp } from './support/stub-twilio.js';
import { postWebhook } from './support/webhook.js';

let stub: StubbedApp;

beforeAll(async () => {
  stub = await startStubbedApp();
}, 30_000);
afterAll(() => stub.close());

const http = () => request(stub.running.url);
const place = async (changes = {}): Promise<CallDto> =>
  (await http().post('/calls/outbound').send(callBody(changes)).expect(201)).body as CallDto;
const list = async (query: Record<string, unknown> = {}): Promise<CallListDto> =>
  (await http().get('/calls').query(query).expect(200)).body as CallListDto;
const idsOf = ({ data }: CallListDto) => data.map(({ call_id }) => call_id);
const tell = (path: string, call: CallDto, fields: Record<string, string>) =>
  postWebhook(stub.running, `/twilio/${path}?call_id=${call.call_id}&attempt=1`, {
    CallSid: call.twilio_sid ?? '',
    ...fields,
  }).expect(200);

describe('GET /calls', () => {
  it('lists all calls, newest first, each in full, by page', async () => {
    const user = `user-${someCallSid()}`;
    const made: CallDto[] = [];
    for (let n = 0; n < 3; n += 1) made.push(await place({ user_external_id: user }));
    const all = await list();
    expect(idsOf(all).slice(0, 3)).toEqual(made.toReversed().map(({ call_id }) => call_id));
    expect(all).toMatchObject({ page: 1, page_size: 10, next_cursor: null });
    expect(all.data[2]).toEqual((await http().get(`/calls/${made[0]?.call_id}`).expect(200)).body);
    const second = await list({ user, page: 2, page_size: 2 });
    expect(second).toMatchObject({ total: 3, page: 2, page_size: 2, next_cursor: null });
    expect(idsOf(second)).toEqual([made[0]?.call_id]);
    expect(await list({ user, page: 100_000, page_size: 100 })).toMatchObject({ total: 3, data: [] });
  });

  it('continues after a cursor, whatever is made meanwhile', async () => {
    const user = `user-${someCallSid()}`;
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) made.unshift((await place({ user_external_id: user })).call_id);
    let part = await list({ user, page_size: 2 });
    const seen = idsOf(part);
    while (part.next_cursor) {
      await place({ user_external_id: user });
      part = await list({ user, page_size: 2, cursor: part.next_cursor });
      expect(part.page).toBeNull();
      seen.push(...idsOf(part));
    }
    expect(seen).toEqual(made);
  });

  it('filters by user, under both names of that user', async () => {
    const externalId = `customer-${someCallSid()}`;
    const first = await place({ user_external_id: externalId });
    expect(idsOf(await list({ user: externalId }))).toEqual([first.call_id]);
    const { body: user } = await http()
      .post('/users')
      .send(userBody({ external_id: externalId }));
    const second = await place({ user_external_id: user.id });
    for (const name of [externalId, user.id as string]) {
      const found = await list({ user: name });
      expect(idsOf(found)).toEqual([second.call_id, first.call_id]);
      expect(found.data.map(({ user_id }) => user_id)).toEqual([user.id, user.id]);
    }
    expect(await list({ user: 'nobody at all' })).toMatchObject({ total: 0, data: [] });
  });

  it('filters by status, recording and feedback as they become known', async () => {
    const user = `user-${someCallSid()}`;
    const made = [await place({ user_external_id: user }), await place({ user_external_id: user })] as const;
    const [done, other] = made;
    await tell('status', done, { CallStatus: 'completed' });
    await tell('status', done, { CallStatus: 'ringing' });
    expect(idsOf(await list({ user, status: 'completed' }))).toEqual([done.call_id]);
    expect(idsOf(await list({ user, status: 'initiated' }))).toEqual([other.call_id]);
    const recording = { RecordingSid: `RE${done.twilio_sid?.slice(2)}` };
    await tell('recording', done, { ...recording, RecordingStatus: 'in-progress' });
    expect(idsOf(await list({ user, has_recording: true }))).toEqual([]);
    for (let n = 0; n < 2; n += 1)
      await tell('recording', done, { ...recording, RecordingStatus: 'completed' });
    expect(idsOf(await list({ user, has_recording: true }))).toEqual([done.call_id]);
    expect(idsOf(await list({ user, has_recording: false }))).toEqual([other.call_id]);
    await http().patch(`/calls/${other.twilio_sid}/feedback`).send(feedbackBody()).expect(200);
    expect(idsOf(await list({ user, has_feedback: true }))).toEqual([other.call_id]);
    expect(idsOf(await list({ user, has_feedback: false, status: 'completed' }))).toEqual([done.call_id]);
  });

  it('filters by number and time, a plus sign written as it is included', async () => {
    const to = '+14155550142';
    const call = await place({ to });
    expect(idsOf(await list({ to }))).toEqual([call.call_id]);
    const { body: unescaped } = await http().get(`/calls?to=${to}`).expect(200);
    expect(idsOf(unescaped as CallListDto)).toEqual([call.call_id]);
    const { created_at: made } = call as unknown as { created_at: string };
    const next = new Date(Date.parse(made) + 1).toISOString();
    expect(idsOf(await list({ to, from: made, until: next }))).toEqual([call.call_id]);
    expect(idsOf(await list({ to, until: made }))).toEqual([]);
    expect(idsOf(await list({ to, from: next }))).toEqual([]);
    const inAnotherZone = `${new Date(Date.parse(made) + 7_200_000).toISOString().slice(0, -1)}+02:00`;
    const { body: zoned } = await http().get(`/calls?to=${to}&from=${inAnotherZone}`).expect(200);
    expect(idsOf(zoned as CallListDto)).toEqual([call.call_id]);
  });
});

describe('GET /calls and GET /users/{user_id}/calls', () => {
  it('filter by campaign and by a pair of the metadata', async () => {
    const [user, campaign_id] = [`user-${someCallSid()}`, `spring-${someCallSid()}`];
    const planned = async (plan: object): Promise<string> => {
      const body = { ...callBody({ user_external_id: user }), priority: 1, ...plan };
      return (await http().post('/calls/outbound').send(body).expect(202)).body.call_id as string;
    };
    const north = await planned({ metadata: { clinic: 'north', at: '10:00' } });
    const south = await planned({ metadata: { clinic: 'south' }, campaign_id });
    expect(idsOf(await list({ user, metadata: 'clinic:north' }))).toEqual([north]);
    expect(idsOf(await list({ user, metadata: 'at:10:00' }))).toEqual([north]);
    expect(idsOf(await list({ user, metadata: 'clinic:nor' }))).toEqual([]);
    expect(idsOf(await list({ campaign_id }))).toEqual([south]);
  });

  it('take the same filters, and continue after a cursor', async () => {
    const { body: user } = await http().post('/users').send(userBody()).expect(201);
    const to = '+14155550143';
    const made: string[] = [];
    for (let n = 0; n < 3; n += 1) made.unshift((await place({ user_external_id: user.id, to })).call_id);
    await place({ user_external_id: user.id });
    const listed = async (query: object): Promise<CallListDto> =>
      (await http().get(`/users/${user.id}/calls`).query(query).expect(200)).body as CallListDto;
    const first = await listed({ to, status: 'initiated', page_size: 2 });
    expect(first).toMatchObject({ total: 3, page: 1, page_size: 2 });
    const rest = await listed({ to, page_size: 2, cursor: first.next_cursor });
    expect([...idsOf(first), ...idsOf(rest)]).toEqual(made);
    expect(idsOf(await listed({ to, has_recording: true }))).toEqual([]);
    await http().get(`/users/${user.id}/calls?user=x`).expect(400, { detail: 'Invalid user: unknown field' });
  });
});

describe('GET /calls.csv and GET /calls.ndjson', () => {
  it('hold all that the list holds, in its order, by its filters', async () => {
    const user = `=user-${someCallSid()}`;
    const made: CallDto[] = [];
    for (let n = 0; n < 3; n += 1)
      made.unshift(await place({ user_external_id: user, script: `Line "${n}",\nand more` }));
    const lines = await http().get('/calls.ndjson').query({ user }).buffer(true).expect(200);
    expect(lines.headers).toMatchObject({
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': 'attachment; filename="calls.ndjson"',
      'cache-control': 'no-store',
    });
    const { data } = await list({ user });
    const told = lines.text.trim().split('\n');
    expect(told.map((line) => JSON.parse(line) as unknown)).toEqual(data);
    const table = await http().get('/calls.csv').query({ user, status: 'initiated' }).expect(200);
    expect(table.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [head = '', ...rows] = table.text.split('\r\n');
    expect(head).toMatch(/^call_id,user_id,user_external_id,to_number,status,submission,created_at,/);
    expect(rows.map((row) => row.split(',')[0])).toEqual([...made.map(({ call_id }) => call_id), '']);
    expect(rows[0]).toContain(`,'${user},+14155550100,initiated,accepted,`);
    expect(rows[0]).toContain('"Line ""2"",\nand more"');
    await http().get('/calls.csv').query({ user: 'nobody at all' }).expect(200, `${head}\r\n`);
    await http().head('/calls.csv').expect(200).expect('Content-Type', 'text/csv; charset=utf-8');
  });

  it('refuse a part of a list, and what the list refuses, as any failure', async () => {
    await http().get('/calls.csv?page=1').expect(400, { detail: 'Invalid page: unknown field' });
    const { body } = await http().get('/calls.ndjson?status=none').expect(400);
    expect(body.detail).toMatch(/^Invalid status: must be a list/);
  });

  it('break off where they cannot be read to the end', async () => {
    await place();
    const lists = stub.running.app.get(CallListService);
    const search = jest.spyOn(lists, 'search');
    const next = { createdAt: new Date(), id: 'x' };
    const whole = { total: null, atLeast: 0, page: 1, pageSize: 1_000, data: [], next };
    search.mockResolvedValueOnce(whole).mockRejectedValueOnce(new Error('connection lost'));
    const reading = fetch(`${stub.running.url}/calls.csv`).then((answer) => answer.text());
    await expect(reading).rejects.toThrow('terminated');
    search.mockRejectedValueOnce(new Error('connection lost'));
    await http()
      .get('/calls.csv')
      .expect(500, { detail: 'Internal server error: unexpected error occurred' });
    search.mockRestore();
  });
});

describe('GET /calls refuses', () => {
  const status =
    'must be a list of one or more of queued, initiated, ringing, in-progress, completed, failed, no-answer, busy, canceled, each at most once';
  const time = 'must be an RFC 3339 time, such as 2026-01-02T03:04:05Z';
  const cursor = 'must be a next_cursor of an earlier answer';
  const pair = 'must be key:value, a key of 1 to 40 of A-Za-z0-9_.- and at most 500 characters';

  it.each([
    ['status=busy&status=failed', `Invalid status: ${status}`],
    ['status=busy,none', `Invalid status: ${status}`],
    ['status=', `Invalid status: ${status}`],
    ['call_id=a,', 'Invalid call_id: must be call_ids with commas between them, at most 100'],
    ['user=', 'Invalid user: must be a string of 1 to 255 characters'],
    ['to=4155550100', 'Invalid to: must be an E.164 phone number, such as +14155552671'],
    ['from=yesterday', `Invalid from: ${time}`],
    ['from=2026-02-30T00:00:00Z', `Invalid from: ${time}`],
    ['until=2026-01-02', `Invalid until: ${time}`],
    ['until[$gt]=2026-01-02T03:04:05Z', 'Invalid until[$gt]: unknown field'],
    ['has_recording=yes', 'Invalid has_recording: must be true or false'],
    ['has_feedback=1', 'Invalid has_feedback: must be true or false'],
    ['campaign_id=a b', 'Invalid campaign_id: must be 1 to 64 of A-Za-z0-9_-'],
    ['metadata=clinic', `Invalid metadata: ${pair}`],
    ['metadata=a:1&metadata=b:2', `Invalid metadata: ${pair}`],
    ['cursor=x', `Invalid cursor: ${cursor}`],
    ['cursor=', `Invalid cursor: ${cursor}`],
    ['page=0', 'Invalid page: must be an integer between 1 and 100000'],
    ['page_size=101', 'Invalid page_size: must be an integer between 1 and 100'],
    ['pages=1', 'Invalid pages: unknown field'],
  ])('%s', async (query, detail) => {
    await http().get(`/calls?${query}`).expect(400, { detail });
  });

  it('a cursor beside a page', async () => {
    for (let n = 0; n < 2; n += 1) await place();
    const { next_cursor } = await list({ page_size: 1 });
    const detail = 'Invalid cursor: must not be given together with page';
    await http().get('/calls').query({ cursor: next_cursor, page: 1 }).expect(400, { detail });
  });
});
