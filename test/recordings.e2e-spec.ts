import { randomUUID } from 'node:crypto';
import http, { type ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { ApiKeysService } from '../src/auth/keys/api-keys.service.js';
import { MOST_OF_ONE_CALLER } from '../src/recordings/media/media-slots.js';
import { MediaService } from '../src/recordings/media/media.service.js';
import { RecordingsService } from '../src/recordings/recordings.service.js';
import { RecordingRemovalService } from '../src/recordings/removal/recording-removal.service.js';
import { sendJson } from '../src/twilio/testing/misbehaving-server.js';
import { callBody } from './support/factories.js';
import { SOUND, sound } from './support/sound.js';
import { acceptCall, type StubbedApp, startStubbedApp } from './support/stub-twilio.js';
import { waitFor } from './support/wait-for.js';

/** Calls would be real: nobody gets in without a key. */
const GUARDED = {
  ENVIRONMENT: 'production',
  TWILIO_MODE: 'live',
  TWILIO_ACCOUNT_SID: `AC${'0a'.repeat(16)}`,
  TWILIO_AUTH_TOKEN: 'f'.repeat(32),
  TWILIO_FROM_NUMBER: '+14155550199',
};

let stub: StubbedApp;
let url: string;
let key: string;
const someSid = (): string => `RE${randomUUID().replaceAll('-', '')}`;
const keyFor = async (...scopes: ('calls:read' | 'calls:write' | 'users:read')[]): Promise<string> =>
  (await stub.running.app.get(ApiKeysService).create({ name: 'ears', scopes })).key;
const record = async (
  status: 'completed' | 'in-progress' = 'completed',
  callId = randomUUID() as string,
): Promise<string> => {
  const [sid, callSid] = [someSid(), `CA${'2'.repeat(32)}`];
  const event = { key: sid, receivedAt: new Date(), status, details: {}, params: {} };
  await stub.running.app.get(RecordingsService).record(sid, { callId, attempt: 1, callSid }, event);
  return sid;
};
const get = (path: string, asking: string | null = key) =>
  request(url)
    .get(path)
    .set(asking === null ? {} : { 'X-API-Key': asking });
const link = async (sid: string): Promise<string> =>
  (await request(url).post(`/recordings/${sid}/links`).set('X-API-Key', key).send({}).expect(201)).body.path;
const entriesOf = (query: object) =>
  stub.running.connection.collection('audit_entries').find(query).toArray();
/** What came of each reading of this recording that is in the audit log. */
const playings = async (sid: string) => {
  const begun = await entriesOf({ kind: 'begun', action: 'recordings.play', resource: `recording:${sid}` });
  return entriesOf({ kind: 'ended', of: { $in: begun.map(({ chain, seq }) => `${chain}:${seq}`) } });
};

beforeAll(async () => {
  stub = await startStubbedApp({ variables: GUARDED });
  ({ url } = stub.running);
  key = await keyFor('calls:read');
}, 30_000);
beforeEach(() => stub.answerWith((response) => sound(response)));
afterAll(() => stub.close());

describe('GET /recordings.csv and GET /recordings.ndjson', () => {
  it('hold what is known of recordings, newest first, and are in the audit log', async () => {
    const sids = [await record(), await record('in-progress')];
    const table = await get('/recordings.csv').expect(200);
    const [head, ...rows] = table.text.split('\r\n');
    expect(head).toBe(
      'sid,call_id,call_sid,status,duration,url,created_at,started_at,error_code,transcription_sid,transcription_status,transcription_text',
    );
    const found = rows.map((row) => row.split(',')).filter(([sid = '']) => sids.includes(sid));
    expect(found.map(([sid, , , status]) => [sid, status])).toEqual([
      [sids[1], 'in-progress'],
      [sids[0], 'completed'],
    ]);
    const lines = await get('/recordings.ndjson').buffer(true).expect(200);
    expect(JSON.parse(lines.text.split('\n')[0] ?? '')).toMatchObject({ sid: sids[1], transcription: null });
    await get('/recordings.csv', await keyFor('users:read')).expect(403);
    await expect(entriesOf({ kind: 'begun', action: 'recordings.export' })).resolves.toHaveLength(2);
  });
});

describe('GET /recordings/{recording_sid}/media', () => {
  it('gives the sound to whoever may read calls, and its head, and nothing to others', async () => {
    const sid = await record();
    const answer = await get(`/recordings/${sid}/media`).buffer(true).expect(200);
    expect((answer.body as Buffer).toString()).toBe(SOUND);
    expect(answer.headers).toMatchObject({
      'content-type': 'audio/mpeg',
      'content-length': '10',
      'accept-ranges': 'bytes',
      'content-disposition': `inline; filename="${sid}.mp3"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    const asked = stub.twilio.requests.length;
    await request(url)
      .head(`/recordings/${sid}/media`)
      .set('X-API-Key', key)
      .expect('content-length', '10')
      .expect(200);
    expect(stub.twilio.requests[asked]?.method).toBe('HEAD');
    await get(`/recordings/${sid}/media`, await keyFor('users:read')).expect(403);
    await get(`/recordings/${sid}/media`, null).expect(401);
    await get(`/recordings/${sid}/media?format=ogg`).expect(400, {
      detail: 'Invalid format: must be one of mp3, wav',
    });
    expect(stub.twilio.requests).toHaveLength(asked + 1);
  });

  it('passes a range on, and that there is none', async () => {
    const sid = await record();
    stub.answerWith((response) => {
      const isThere = response.req.headers.range === 'bytes=2-3';
      const contentRange = isThere ? 'bytes 2-3/10' : 'bytes */10';
      response.writeHead(isThere ? 206 : 416, {
        'content-type': 'audio/mpeg',
        'content-range': contentRange,
        ...(!isThere && { 'content-length': 0 }),
      });
      response.end(isThere ? 'cd' : '');
    });
    const asked = stub.twilio.requests.length;
    const asking = get(`/recordings/${sid}/media`).set({ Range: 'bytes=2-3', 'If-Range': '"1"' });
    const part = await asking.buffer(true).expect(206);
    expect(stub.twilio.requests[asked]?.headers).toMatchObject({ range: 'bytes=2-3', 'if-range': '"1"' });
    expect([part.headers['content-range'], (part.body as Buffer).toString()]).toEqual(['bytes 2-3/10', 'cd']);
    const none = await get(`/recordings/${sid}/media`).set('Range', 'bytes=99-').expect(416);
    expect(none.headers['content-range']).toBe('bytes */10');
    expect(none.body).toEqual({ detail: 'Invalid Range: the recording has no such part' });
  });

  it('tells what is wrong: unknown, gone, not there yet, refused, unreachable, too slow', async () => {
    const [sid, early] = [await record(), await record('in-progress')];
    await get('/recordings/nothing/media').expect(404, { detail: 'Recording not found: nothing' });
    stub.answerWith((response) => sendJson(response, 404, { code: 20404, message: 'No' }));
    await get(`/recordings/${sid}/media`).expect(404, {
      detail: `Recording no longer kept at Twilio: ${sid}`,
    });
    await get(`/recordings/${early}/media`).expect(409, { detail: 'Recording is not ready: in-progress' });
    stub.answerWith((response) => sendJson(response, 401, { code: 20003, message: 'Authenticate' }));
    await get(`/recordings/${sid}/media`).expect(502, {
      detail: 'Twilio refused the request: 20003 Authenticate',
    });
    stub.answerWith((response) => sendJson(response, 503, {}));
    const busy = await get(`/recordings/${sid}/media`).expect(503);
    expect(busy.headers['retry-after']).toBe('5');
    stub.answerWith(() => undefined);
    await get(`/recordings/${sid}/media`).expect(504, {
      detail: 'Twilio did not answer in time: no answer within 500 ms',
    });
    const entries = await playings(sid);
    const ends = entries.map(({ outcome }) => outcome as string);
    expect(ends).toEqual(['refused', 'failed', 'failed', 'failed']);
  });

  it('is written down once for a playing, whatever the number of its parts', async () => {
    const sid = await record();
    await request(url).head(`/recordings/${sid}/media`).set('X-API-Key', key).expect(200);
    await expect(playings(sid)).resolves.toEqual([]);
    for (let n = 0; n < 3; n += 1) await get(`/recordings/${sid}/media`).expect(200);
    await expect(playings(sid)).resolves.toMatchObject([
      { outcome: 'done', status: 200, who: expect.stringMatching(/^key:/) },
    ]);
  });
});

describe('a link', () => {
  it('opens its recording without a key, until it ends, and nothing else', async () => {
    const [sid, other] = [await record(), await record()];
    const path = await link(sid);
    await get(path, null).expect(200);
    await request(url).head(path).expect(200);
    const refused = { detail: 'Invalid link: it is for something else, was changed, or has expired' };
    await get(path.replace(sid, other), null).expect(403, refused);
    await get(path.replace('format=mp3', 'format=wav'), null).expect(403, refused);
    await get(path.replace(/expires=\d/, 'expires=9'), null).expect(403, refused);
    await get(path.replace(/signature=.{5}/, 'signature=AAAAA'), null).expect(403, refused);
    await get(path.replace(/&signature=.*/, ''), null).expect(401);
    await get(`${path}&signature=x`, null).expect(401);
    const query = path.slice(path.indexOf('?'));
    await get(`/calls${query}`, null).expect(401);
    await request(url).post(`/recordings/${sid}/links${query}`).send({}).expect(401);
  });

  it('is made for known recordings alone', async () => {
    await request(url).post('/recordings/nothing/links').set('X-API-Key', key).send({}).expect(404);
    await request(url)
      .post(`/recordings/${await record()}/links`)
      .set('X-API-Key', key)
      .send({ expires_in: 4000 })
      .expect(400);
  });
});

describe('DELETE /recordings/{recording_sid}', () => {
  const remove = async (sid: string) =>
    request(url)
      .delete(`/recordings/${sid}`)
      .set('X-API-Key', await keyFor('calls:write'));
  /** Answers that there are no transcriptions, and to the deletion as it is told. */
  const answering = (status: number, deleted: string[] = []) =>
    stub.answerWith((response) => {
      const { method, url: path } = response.req;
      if (method === 'DELETE') deleted.push(path ?? '');
      if (method === 'DELETE') response.writeHead(status).end();
      else sendJson(response, 200, { transcriptions: [], page: 0, page_size: 20, next_page_uri: null });
    });

  it('deletes it here and at Twilio, for good', async () => {
    const [sid, deleted] = [await record(), [] as string[]];
    answering(204, deleted);
    await request(url).delete(`/recordings/${sid}`).set('X-API-Key', key).expect(403);
    const answer = await remove(sid);
    expect([answer.status, answer.body.deletion]).toEqual([
      200,
      { deleted_at: expect.any(String), reason: 'request', at_twilio: 'deleted' },
    ]);
    expect(deleted).toEqual([expect.stringMatching(`/Recordings/${sid}.json$`)]);
    await expect(remove(sid)).resolves.toMatchObject({ status: 200, body: answer.body });
    await get(`/recordings/${sid}/media`).expect(404, { detail: `Recording was deleted: ${sid}` });
    await expect(remove('nothing')).resolves.toMatchObject({ status: 404 });
  });

  it('is refused while its call is on hold, which is put on and lifted by requests', async () => {
    const asking = await keyFor('calls:read', 'calls:write');
    stub.answerWith((response) => acceptCall(response));
    const send = (method: 'post' | 'put' | 'get' | 'delete', path: string) =>
      request(url)[method](path).set('X-API-Key', asking);
    const placed = await send('post', '/calls/outbound').send(callBody()).expect(201);
    const callId = placed.body.call_id as string;
    const [sid, hold] = [await record('completed', callId), `/calls/${callId}/hold`];
    await send('get', hold).expect(404, { detail: `Call is not on hold: ${callId}` });
    await send('put', hold).send({ reason: ' ' }).expect(400);
    await send('put', '/calls/nothing/hold').send({ reason: 'Case 1.' }).expect(404);
    await send('put', hold).set('X-API-Key', key).send({ reason: 'Case 1.' }).expect(403);
    const { body } = await send('put', hold).send({ reason: 'Case 1.' }).expect(200);
    expect(body).toEqual({ call_id: callId, reason: 'Case 1.', since: expect.any(String) });
    await send('get', `/calls/${placed.body.twilio_sid}/hold`).expect(200, body);
    await send('delete', `/recordings/${sid}`).expect(409, {
      detail: `Call is on hold, and nothing of it is deleted: ${callId}`,
    });
    for (let n = 0; n < 2; n += 1) await send('delete', hold).expect(204);
    answering(204);
    await send('delete', `/recordings/${sid}`).expect(200);
  });

  it('says where Twilio has it still, and deletes it there later', async () => {
    const sid = await record();
    answering(503);
    await expect(remove(sid)).resolves.toMatchObject({
      status: 202,
      body: { deletion: { at_twilio: 'pending' } },
    });
    answering(404);
    const recordings = stub.running.connection.collection<{ _id: string }>('recordings');
    await recordings.updateOne({ _id: sid }, { $set: { 'removal.tryAt': new Date(0) } });
    await stub.running.app.get(RecordingRemovalService).tryAgain();
    await expect(remove(sid)).resolves.toMatchObject({ status: 200 });
  });
});

describe('many and broken readings', () => {
  /** Begins to send, and leaves it at that. */
  const beginning = (ends: string[]) => (response: ServerResponse) => {
    response.on('close', () => ends.push('closed'));
    response.writeHead(200, { 'content-type': 'audio/mpeg', 'content-length': 1000 }).write('abc');
  };
  const listen = (sid: string, asking = key) =>
    new Promise<http.IncomingMessage>((resolve) =>
      http
        .get(`${url}/recordings/${sid}/media`, { headers: { 'X-API-Key': asking } }, (response) => {
          response.on('error', () => undefined);
          response.once('data', () => resolve(response));
        })
        .on('error', () => undefined),
    );

  it('end at Twilio when the client leaves, and at the client when Twilio breaks off or says no more', async () => {
    const [sid, ends] = [await record(), [] as string[]];
    stub.answerWith(beginning(ends));
    (await listen(sid)).destroy();
    await waitFor('the end at Twilio', async () => ends.length === 1);
    const stalled = await listen(sid);
    await new Promise((resolve) => stalled.once('close', resolve));
    expect([stalled.complete, ends.length]).toEqual([false, 2]);
  });

  it('are so many of one caller, and end with Atlas', async () => {
    const [sid, asking] = [await record(), await keyFor('calls:read')];
    stub.answerWith(beginning([]));
    const open = await Promise.all(Array.from({ length: MOST_OF_ONE_CALLER }, () => listen(sid, asking)));
    const refused = await get(`/recordings/${sid}/media`, asking).expect(429);
    expect(refused.headers['retry-after']).toBe('5');
    const closed = Promise.all(open.map((each) => new Promise((resolve) => each.once('close', resolve))));
    const since = performance.now();
    stub.running.app.get(MediaService).stop();
    await closed;
    expect(performance.now() - since).toBeLessThan(700);
  });
});
