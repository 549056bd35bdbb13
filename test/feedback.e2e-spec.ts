import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { CallListDto } from '../src/calls/list/dto/call-list.dto.js';
import type { TimelineDto } from '../src/calls/timeline/dto/timeline.dto.js';
import type { CallDto } from '../src/calls/view/dto/call.dto.js';
import { callBody, feedbackBody, someCallSid, userBody } from './support/factories.js';
import { startApp, type RunningApp } from './support/start-app.js';
import { waitFor } from './support/wait-for.js';

const SCORES = ['call_quality', 'agent_helpfulness', 'resolution', 'call_ease', 'overall_satisfaction'];
const SCORE_RULE = 'must be an integer between 1 and 5';
const BUSY = '+14155550130';
const NOTES_RULE = 'must be a string of at most 2000 characters';

let running: RunningApp;
let sid: string;

beforeAll(async () => {
  running = await startApp();
}, 30_000);

afterAll(() => running.close());

beforeEach(async () => {
  const { body } = await request(running.url).post('/calls/outbound').send(callBody()).expect(201);
  sid = body.twilio_sid as string;
});

const patch = (body: object, to = sid) => request(running.url).patch(`/calls/${to}/feedback`).send(body);
const get = (of = sid) => request(running.url).get(`/calls/${of}/feedback`);

describe('PATCH /calls/{call_sid}/feedback', () => {
  it('keeps feedback, and shows it', async () => {
    const body = feedbackBody({ notes: 'Clear and friendly. 🙂' });
    const { body: feedback } = await patch(body).expect(200);
    expect(feedback).toEqual({
      call_sid: sid,
      ...body,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    await get().expect(200, feedback);
  });

  it('answers null for notes that were not given, takes that answer back, and keeps empty ones', async () => {
    expect((await patch(feedbackBody()).expect(200)).body).toMatchObject({ notes: null });
    expect((await patch(feedbackBody({ notes: null })).expect(200)).body).toMatchObject({ notes: null });
    expect((await patch(feedbackBody({ notes: '' })).expect(200)).body).toMatchObject({ notes: '' });
  });

  it('replaces the first with the second, notes included, and keeps created_at', async () => {
    const { body: first } = await patch(feedbackBody({ notes: 'First.' })).expect(200);
    const { body: second } = await patch(feedbackBody({ call_quality: 1 })).expect(200);
    expect(second).toEqual({ ...first, call_quality: 1, notes: null });
    await get().expect(200, second);
  });

  it('takes 2,000 characters of notes, counted as characters', async () => {
    await patch(feedbackBody({ notes: '🙂'.repeat(2000) })).expect(200);
    await patch(feedbackBody({ notes: '🙂'.repeat(2001) })).expect(400, {
      detail: `Invalid notes: ${NOTES_RULE}`,
    });
  });

  it.each(SCORES)('needs %s, an integer from 1 to 5', async (field) => {
    const detail = `Invalid ${field}: ${SCORE_RULE}`;
    const { [field]: _left, ...without } = { ...feedbackBody() } as Record<string, unknown>;
    await patch(without).expect(400, { detail: `Invalid ${field}: ${SCORE_RULE}` });
    for (const value of [0, 6, -1, 1.5, 1e300, '5', true, null, [5], { $gt: 0 }]) {
      await patch({ ...without, [field]: value }).expect(400, { detail });
    }
    for (const value of [1, 5]) await patch({ ...without, [field]: value }).expect(200);
  });

  it('takes a JSON integer however it is written', async () => {
    const body = JSON.stringify(feedbackBody()).replace(/"call_quality":5/, '"call_quality":5.0e0');
    await request(running.url)
      .patch(`/calls/${sid}/feedback`)
      .set('Content-Type', 'application/json')
      .send(body)
      .expect(200);
  });

  it.each([7, ['x'], { $set: {} }])('refuses %j as notes', async (notes) => {
    await patch({ ...feedbackBody(), notes }).expect(400, { detail: `Invalid notes: ${NOTES_RULE}` });
  });

  it('names the first fault in the order of the fields, and all of them in a problem', async () => {
    await patch({ notes: 1 }).expect(400, { detail: `Invalid call_quality: ${SCORE_RULE}` });
    const { body } = await patch({ notes: 1 }).set('Accept', 'application/problem+json').expect(400);
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual([...SCORES, 'notes']);
  });

  it('refuses unknown fields by name, and other media types', async () => {
    const { body } = await patch({ ...feedbackBody(), call_sid: sid }).expect(400);
    expect(body.detail).toContain('call_sid');
    const path = `/calls/${sid}/feedback`;
    await request(running.url).patch(path).type('form').send('call_quality=5').expect(415);
    await request(running.url).patch(path).expect(400, { detail: 'Invalid body: must be a JSON object' });
  });

  it('looks at the body before the call', async () => {
    await patch({}, someCallSid()).expect(400);
  });
});

describe('a call that does not exist', () => {
  it.each([someCallSid(), 'not-a-sid', '{"$ne":null}', '🙂', 'CA'.repeat(2000)])('%s', async (unknown) => {
    const path = encodeURIComponent(unknown);
    await patch(feedbackBody(), path).expect(404, { detail: `Call not found: ${unknown}` });
    await get(path).expect(404, { detail: `Call not found: ${unknown}` });
  });

  it('a call_id that no call has', async () => {
    const unknown = randomUUID();
    await patch(feedbackBody(), unknown).expect(404, { detail: `Call not found: ${unknown}` });
    await get(unknown).expect(404, { detail: `Call not found: ${unknown}` });
  });
});

describe('feedback belongs to the call', () => {
  const plan = (fields: object, to?: string): Promise<CallDto> =>
    request(running.url)
      .post('/calls/outbound')
      .send({ ...callBody(to === undefined ? {} : { to }), ...fields })
      .expect(202)
      .then(({ body }) => body as CallDto);
  const find = async (name: string): Promise<CallDto> =>
    (await request(running.url).get(`/calls/${name}`).expect(200)).body as CallDto;
  const list = async (user: string, has_feedback: boolean): Promise<CallDto[]> => {
    const query = { user, has_feedback };
    return ((await request(running.url).get('/calls').query(query).expect(200)).body as CallListDto).data;
  };

  it('under its call_id and the SIDs of both of its attempts', async () => {
    const retry = { max_attempts: 2, on: ['busy'], delays: [1] };
    const { call_id } = await plan({ retry }, BUSY);
    const { attempts } = await waitFor('the second attempt to end', async () => {
      const call = await find(call_id);
      return call.attempts.length === 2 && call.status === 'busy' && call;
    });
    const [first, last] = attempts.map(({ sid: of }) => of ?? '') as [string, string];
    const { body: given } = await patch(feedbackBody({ notes: 'Rang twice.' }), first).expect(200);
    expect(given).toMatchObject({ call_sid: first, notes: 'Rang twice.' });
    for (const [name, call_sid] of [
      [first, first],
      [last, last],
      [call_id, last],
    ] as const)
      await get(name).expect(200, { ...given, call_sid });
    for (const [name, call_sid] of [
      [call_id, last],
      [last, last],
    ] as const) {
      const { body } = await patch(feedbackBody({ call_ease: 5 }), name).expect(200);
      expect(body).toEqual({ ...given, call_sid, call_ease: 5, notes: null });
    }
    expect((await find(first)).feedback).toEqual((await get(call_id).expect(200)).body);
  });

  it('also of one that waits and has no SID yet, and the call, the lists and the timeline tell of it', async () => {
    const waiting = await plan({ scheduled_at: new Date(Date.now() + 3_600_000).toISOString() });
    const { call_id, user_external_id: user } = waiting;
    await get(call_id).expect(404, { detail: `No feedback found for call: ${call_id}` });
    await expect(list(user, false)).resolves.toMatchObject([{ call_id, feedback: null }]);
    const { body: given } = await patch(feedbackBody({ notes: 'Too early.' }), call_id).expect(200);
    expect(given).toMatchObject({ call_sid: call_id, ...feedbackBody({ notes: 'Too early.' }) });
    await get(call_id).expect(200, given);
    const call = await find(call_id);
    expect(call).toMatchObject({ status: 'queued', version: waiting.version + 1, feedback: given });
    await expect(list(user, true)).resolves.toEqual([call]);
    await expect(list(user, false)).resolves.toEqual([]);
    const { body: timeline } = await request(running.url).get(`/calls/${call_id}/timeline`).expect(200);
    expect((timeline as TimelineDto).events.at(-1)).toMatchObject({ source: 'client', kind: 'feedback' });
  });

  it("of a user's calls, each with its own", async () => {
    const { body: user } = await request(running.url).post('/users').send(userBody()).expect(201);
    const place = () =>
      request(running.url)
        .post('/calls/outbound')
        .send(callBody({ user_external_id: user.id }));
    const [rated, other] = [(await place().expect(201)).body, (await place().expect(201)).body];
    const { body: given } = await patch(feedbackBody(), rated.twilio_sid).expect(200);
    const { body } = await request(running.url).get(`/users/${user.id}/calls`).expect(200);
    expect(body.data).toMatchObject([
      { call_id: other.call_id, feedback: null },
      { call_id: rated.call_id, feedback: given },
    ]);
  });
});

describe('GET /feedback.csv and GET /feedback.ndjson', () => {
  it('hold what was given, with the call that it is on', async () => {
    const { body: given } = await patch(feedbackBody({ notes: '+1, "very" good' })).expect(200);
    const { body: call } = await request(running.url).get(`/calls/${sid}`).expect(200);
    const ask = (path: string) => request(running.url).get(path).query({ user: call.user_external_id });
    const table = await ask('/feedback.csv').expect(200);
    const head =
      'call_id,call_sid,call_quality,agent_helpfulness,resolution,call_ease,overall_satisfaction,notes,created_at';
    const row = `${call.call_id},${sid},5,4,3,2,1,"'+1, ""very"" good",${given.created_at}`;
    expect(table.text).toBe(`${head}\r\n${row}\r\n`);
    const lines = await ask('/feedback.ndjson').buffer(true).expect(200);
    expect(JSON.parse(lines.text)).toEqual({ call_id: call.call_id, ...given });
    const newest = await request(running.url).get('/feedback.csv').expect(200);
    expect(newest.text.split('\r\n')[1]).toBe(row);
    await ask('/feedback.csv?until=2026-01-01T00:00:00Z').expect(200, `${head}\r\n`);
  });
});

describe('GET /calls/{call_sid}/feedback', () => {
  it('tells a call without feedback from a call that does not exist', async () => {
    await get().expect(404, { detail: `No feedback found for call: ${sid}` });
  });

  it('keeps the feedback on each call apart', async () => {
    const { body: other } = await request(running.url).post('/calls/outbound').send(callBody()).expect(201);
    await patch(feedbackBody({ call_quality: 1 })).expect(200);
    await patch(feedbackBody({ call_quality: 2 }), other.twilio_sid).expect(200);
    expect((await get().expect(200)).body).toMatchObject({ call_sid: sid, call_quality: 1 });
    expect((await get(other.twilio_sid).expect(200)).body).toMatchObject({ call_quality: 2 });
  });
});
