import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mongo } from 'mongoose';
import request from 'supertest';
import { ALL_INDEXES } from '../src/app.schemas.js';
import { CountingService } from '../src/analytics/counting.service.js';
import { VerificationService } from '../src/audit/verification.service.js';
import type { CallDto } from '../src/calls/view/dto/call.dto.js';
import type { ErasureDto } from '../src/privacy/dto/erasure.dto.js';
import { ErasingRounds } from '../src/privacy/erasing-rounds.service.js';
import { PersonalCollections } from '../src/privacy/personal-collections.service.js';
import { NOT_ERASED } from '../src/privacy/what-stays.js';
import { RecordingRemovalService } from '../src/recordings/removal/recording-removal.service.js';
import { type LocalServer, sendJson, startHttpServer } from '../src/twilio/testing/misbehaving-server.js';
import { feedbackBody, someCallSid, userBody } from './support/factories.js';
import { sound } from './support/sound.js';
import { acceptCall, startStubbedApp, type StubbedApp } from './support/stub-twilio.js';
import { waitFor } from './support/wait-for.js';
import { postWebhook } from './support/webhook.js';

const NUMBER = '+14155550177';
/** Nobody else's, and in none of our own words. */
const MARKS = ['Zebulon', 'zebulon', '4155550177', 'quixotic'];
const [NAME, EXTERNAL, EMAIL, WORDS] = ['Zebulon Pike', 'zebulon-1', 'zebulon@example.com', 'quixotic'];

const NOTHING = { transcriptions: [], recordings: [] };
const isList = (url: string): boolean => /\/(?:Transcriptions|Recordings)\.json/.test(url);

let stub: StubbedApp;
/** An endpoint that is told of everything, and repeats it. */
let endpoint: LocalServer;
beforeAll(async () => {
  endpoint = await startHttpServer((response, n) => response.end(endpoint.requests[n]?.body));
  stub = await startStubbedApp({ variables: { SUBSCRIPTIONS_LOOPBACK: 'on', RECORDINGS_COPY: 'database' } });
  stub.answerWith((response) =>
    response.req.url?.includes('/Recordings/') ? sound(response, `My name is ${NAME}`) : acceptCall(response),
  );
  await http()
    .post('/subscriptions')
    .send({ url: endpoint.url, types: ['*'] })
    .expect(201);
}, 60_000);
afterAll(async () => {
  await stub.close();
  await endpoint.close();
});

const http = () => request(stub.running.url);
const tell = (path: string, fields: Record<string, string>) =>
  postWebhook(stub.running, path, { To: NUMBER, Called: NUMBER, ...fields }).expect(200);

/** The collections in which any of the marks stands, in any field of any document. */
const collectionsWithMarks = async (): Promise<string[]> => {
  const { db } = stub.running.connection;
  const names = (await db!.listCollections().toArray()).map(({ name }) => name).toSorted();
  const found: string[] = [];
  for (const name of names) {
    const documents = await db!.collection(name).find().toArray();
    const sounds = documents.map(({ data }) => (data instanceof mongo.Binary ? String(data) : ''));
    const text = JSON.stringify(documents) + sounds.join();
    if (MARKS.some((mark) => text.includes(mark))) found.push(name);
  }
  return found;
};
const filesWithMarks = async (): Promise<string[]> => {
  const { dataDir } = stub.running.environment;
  const found = await readdir(dataDir, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = found.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
  const texts = await Promise.all(files.map((file) => readFile(file, 'latin1')));
  return files.filter((_, place) => MARKS.some((mark) => texts[place]?.includes(mark)));
};

const place = async (key: string, more: object, status: number): Promise<CallDto> => {
  const body = { to: NUMBER, user_external_id: EXTERNAL, script: `${WORDS} words`, ...more };
  const answer = await http().post('/calls/outbound').set('Idempotency-Key', key).send(body).expect(status);
  return answer.body as CallDto;
};
const receipt = async (id: string): Promise<ErasureDto> =>
  (await http().get(`/privacy/erasures/${id}`).expect(200)).body as ErasureDto;
/** Also by a clock that is a little behind, as that of plans may be. */
const longAgo = (): Date => new Date(Date.now() - 60_000);
/** Its own waiting is cut short. */
const goOn = async (id: string): Promise<ErasureDto> => {
  await stub.running.connection
    .collection('erasures')
    .updateOne({ _id: id as never }, { $set: { nextAt: longAgo() } });
  await stub.running.app.get(ErasingRounds).goOnWithOne();
  return receipt(id);
};

/** What it waits for at the end is over, and Twilio was asked for what is to be deleted there. */
const lookAgain = async (id: string): Promise<ErasureDto> => {
  const { app, connection } = stub.running;
  await app.get(RecordingRemovalService, { strict: false }).tryAgain();
  await connection.collection('erasures').updateOne({ _id: id as never }, { $set: { lateAt: longAgo() } });
  return goOn(id);
};

/** A call as it usually goes, with all that is told and said of it. */
const useCall = async (key: string, more: object = {}) => {
  const call = await place(key, more, 201);
  const [CallSid, known] = [call.twilio_sid ?? '', `call_id=${call.call_id}&attempt=1`];
  await tell(`/twilio/voice?${known}`, { CallSid, CallStatus: 'in-progress' });
  const RecordingSid = `RE${CallSid.slice(2)}`;
  const recording = { CallSid, RecordingSid, RecordingStatus: 'completed', RecordingDuration: '7' };
  await tell(`/twilio/recording?${known}`, recording);
  await tell(`/twilio/recording?${known}`, {
    ...{ CallSid, RecordingSid, TranscriptionSid: `TR${CallSid.slice(2)}`, TranscriptionStatus: 'completed' },
    TranscriptionText: `My name is ${NAME}`,
  });
  await tell(`/twilio/status?${known}`, { CallSid, CallStatus: 'completed', CallDuration: '7' });
  await http()
    .patch(`/calls/${CallSid}/feedback`)
    .send(feedbackBody({ notes: `${NAME} was glad` }))
    .expect(200);
  return { call, CallSid, RecordingSid, known };
};

/** Something of them in every place. */
const plant = async () => {
  const names = { name: NAME, email: EMAIL, phone_number: NUMBER, external_id: EXTERNAL };
  const { body: user } = await http()
    .post('/users')
    .set('Idempotency-Key', `user-${Math.random()}`)
    .send(userBody(names))
    .expect(201);
  const used = await useCall(`call-${user.id}`);
  const sid = someCallSid();
  // Another SID of the same call, and a call that nobody knows.
  await tell(`/twilio/status?${used.known}`, { CallSid: sid, CallStatus: 'ringing' });
  await tell('/twilio/status', { CallSid: someCallSid(), CallStatus: 'ringing' });
  const metadata = { patient: NAME };
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  const waiting = await place(`plan-${user.id}`, { scheduled_at: soon, metadata, campaign_id: WORDS }, 202);
  const live = await place(`live-${user.id}`, {}, 201);
  return { user, ...used, sid, waiting, live };
};

describe('every collection', () => {
  it('is erased from by a room, or is said to hold nothing of a person', () => {
    const erased = stub.running.app.get(PersonalCollections).all.map(({ collection }) => collection);
    const all = ALL_INDEXES.map(({ collection }) => collection);
    expect([...erased, ...Object.keys(NOT_ERASED)].toSorted()).toEqual(all.toSorted());
  });
});

describe('the erasure of a user', () => {
  it('leaves nothing of them anywhere, and a receipt', async () => {
    const planted = await plant();
    const { user, call, CallSid, RecordingSid, known, waiting, live } = planted;
    await http()
      .post('/do-not-call')
      .send({ number: NUMBER, source: NAME, note: `${WORDS} note` })
      .expect(200);
    await stub.running.app.get(CountingService).catchUp();
    await waitFor('the endpoint to be told', async () =>
      (await collectionsWithMarks()).includes('deliveries'),
    );
    await waitFor('the recording to be copied', async () => {
      const { body } = await http().get(`/calls/${call.call_id}`);
      return body.recordings[0].copy !== null;
    });
    const holding = stub.running.app.get(PersonalCollections).all.map(({ collection }) => collection);
    expect(await collectionsWithMarks()).toEqual(
      expect.arrayContaining(holding.filter((each) => each !== 'lanes')),
    );

    const { body: exported } = await http().get(`/users/${user.id}/export`).expect(200);
    const told = new Set((exported.records as { collection: string }[]).map(({ collection }) => collection));
    expect([...told].toSorted()).toEqual(
      expect.arrayContaining(['calls', 'feedback', 'recordings', 'users']),
    );
    for (const text of [NAME, EMAIL, NUMBER, `My name is ${NAME}`, `${NAME} was glad`])
      expect(JSON.stringify(exported)).toContain(text);

    const asked: string[] = [];
    stub.answerWith((response, n) => {
      const { method = '', url = '' } = stub.twilio.requests[n] ?? {};
      asked.push(`${method} ${url.split('/').slice(-2).join('/')}`);
      if (method === 'DELETE') response.writeHead(204).end();
      else if (isList(url)) sendJson(response, 200, NOTHING);
      else acceptCall(response, live.twilio_sid ?? '');
    });
    const answer = await http().delete(`/users/${user.id}`).expect(202);
    const { id } = answer.body as ErasureDto;
    expect(answer.headers['location']).toBe(`/privacy/erasures/${id}`);
    await waitFor('the call that goes on to be hung up', async () => (await receipt(id)).waiting_for === 1);
    await expect(receipt(id)).resolves.toMatchObject({ status: 'waiting', finished_at: null, kept: [] });
    await http().get(`/users/${user.id}`).expect(404);
    await http()
      .get(`/calls/${waiting.call_id}`)
      .expect(200, /"status":"canceled"/);
    await tell(`/twilio/status?call_id=${live.call_id}&attempt=1`, {
      ...{ CallSid: live.twilio_sid ?? '', CallStatus: 'completed' },
    });
    await expect(goOn(id)).resolves.toMatchObject({ status: 'waiting', last_look_at: expect.any(String) });
    const done = await lookAgain(id);
    expect(done).toMatchObject({ status: 'done', waiting_for: 0, problem: null, kind: 'user' });
    const counts = Object.fromEntries(done.erased.map(({ collection, count }) => [collection, count]));
    expect(counts).toMatchObject({ users: 1, calls: 3, feedback: 1, recordings: 1, do_not_call: 1 });
    expect(done.kept.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['calls', 'do_not_call', 'audit_entries', 'backups', "the database's files"]),
    );
    expect(asked).toContain(`DELETE Recordings/${RecordingSid}.json`);

    expect(await collectionsWithMarks()).toEqual([]);
    expect(await filesWithMarks()).toEqual([]);
    await expect(stub.running.app.get(VerificationService).verify()).resolves.toMatchObject({ faults: [] });

    // What comes late is taken, and not kept.
    await tell(`/twilio/status?${known}`, { CallSid, CallStatus: 'failed' });
    await tell('/twilio/status', { CallSid, CallStatus: 'failed' });
    await tell(`/twilio/status?${known}`, { CallSid: someCallSid(), CallStatus: 'ringing' });
    const late = { RecordingSid: `RE${planted.sid.slice(2)}`, RecordingStatus: 'completed', CallSid };
    await tell(`/twilio/recording?${known}`, late);
    await http().post(`/calls/${CallSid}/sync`).expect(200);
    await http()
      .patch(`/calls/${CallSid}/feedback`)
      .send(feedbackBody({ notes: NAME }))
      .expect(409);
    await stub.running.app.get(CountingService).catchUp();
    expect(await collectionsWithMarks()).toEqual([]);
    const { body: skeleton } = await http().get(`/calls/${call.call_id}`).expect(200);
    expect(skeleton).toMatchObject({
      ...{ status: 'completed', to_number: '', user_external_id: '', script: null },
      recordings: [
        { sid: RecordingSid, url: null, transcription: { text: null }, deletion: { at_twilio: 'deleted' } },
        // The one that is late is deleted there soon.
        { sid: late.RecordingSid, transcription: null, deletion: { reason: 'erasure' } },
      ],
      erased_at: expect.any(String),
    });
    await http().get(`/do-not-call?number=${NUMBER}`).expect(200);

    // The same again changes nothing; whoever comes with the same names is somebody else.
    const again = await http().delete(`/users/${user.id}`).expect(202);
    expect(again.body).toEqual(done);
    const { body: next } = await http()
      .post('/users')
      .send(userBody({ external_id: EXTERNAL }))
      .expect(201);
    expect(next.id).not.toBe(user.id);
    const { body: calls } = await http().get(`/users/${next.id}/calls`).expect(200);
    expect(calls.data).toEqual([]);
    const { body: last } = await http().delete(`/users/${next.id}`).expect(202);
    await waitFor('all to be erased', async () => (await receipt(last.id)).last_look_at !== null);
    await expect(lookAgain(last.id)).resolves.toMatchObject({ status: 'done' });
  }, 60_000);
});

describe('the erasure of a callee', () => {
  it('takes them out of calls that were made for others, by their number, which no address has', async () => {
    stub.answerWith((response) => acceptCall(response));
    await http().delete(`/do-not-call?number=${NUMBER}`);
    const used = await useCall('callee', { user_external_id: 'somebody' });
    const { body: exported } = await http().post('/privacy/exports').send({ number: NUMBER }).expect(200);
    expect(JSON.stringify(exported)).toContain(used.call.call_id);
    stub.answerWith((response, n) =>
      stub.twilio.requests[n]?.method === 'DELETE'
        ? response.writeHead(204).end()
        : sendJson(response, 200, NOTHING),
    );
    const { body: asked } = await http().post('/privacy/erasures').send({ number: NUMBER }).expect(202);
    expect(JSON.stringify(asked)).not.toContain('0177');
    await waitFor('all to be erased', async () => (await receipt(asked.id)).last_look_at !== null);
    await expect(lookAgain(asked.id)).resolves.toMatchObject({ status: 'done' });
    expect(await collectionsWithMarks()).toEqual([]);
    const { body: page } = await http().get('/privacy/erasures?page_size=1').expect(200);
    expect(page).toMatchObject({ page_size: 1, data: [{ id: asked.id, kind: 'callee', status: 'done' }] });
    // Somebody new may be called there.
    stub.answerWith((response) => acceptCall(response));
    await place('after', { user_external_id: 'somebody' }, 201);
    await http().get(`/privacy/erasures/none`).expect(404);
  }, 60_000);
});
