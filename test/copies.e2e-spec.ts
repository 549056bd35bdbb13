import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import request from 'supertest';
import type { RecordingDto } from '../src/recordings/dto/recording.dto.js';
import { CopyingService } from '../src/recordings/copies/copying.service.js';
import { sendJson } from '../src/twilio/testing/misbehaving-server.js';
import { callBody } from './support/factories.js';
import { deletableSound, SOUND } from './support/sound.js';
import { acceptCall, startStubbedApp, type StubbedApp } from './support/stub-twilio.js';
import { waitFor } from './support/wait-for.js';
import { postWebhook } from './support/webhook.js';

let stub: StubbedApp;
beforeAll(async () => {
  stub = await startStubbedApp({
    variables: { RECORDINGS_COPY: 'database', RECORDINGS_AT_TWILIO: 'delete_after_copy' },
  });
}, 30_000);
afterAll(() => stub.close());

const http = () => request(stub.running.url);
const deleted = () => stub.twilio.requests.filter(({ method }) => method === 'DELETE').map(({ url }) => url);
const kept = () => stub.running.connection.collection('recording_sounds.chunks').countDocuments();

it('a recording is copied once it is complete, deleted at Twilio, heard as before, and deleted on request', async () => {
  stub.answerWith((response) => acceptCall(response));
  const { body: call } = await http().post('/calls/outbound').send(callBody()).expect(201);
  stub.answerWith((response) => deletableSound(response));
  const [CallSid, RecordingSid] = [call.twilio_sid as string, `RE${randomUUID().replaceAll('-', '')}`];
  const tell = (fields: Record<string, string>) =>
    postWebhook(stub.running, `/twilio/recording?call_id=${call.call_id}&attempt=1`, {
      ...{ CallSid, RecordingSid },
      ...fields,
    }).expect(200);
  const shown = async (): Promise<RecordingDto> =>
    (await http().get(`/calls/${call.call_id}`).expect(200)).body.recordings[0];
  const hear = () => http().get(`/recordings/${RecordingSid}/media`).buffer(true);

  const RecordingUrl = `https://api.twilio.com/${RecordingSid}`;
  await tell({ RecordingStatus: 'completed', RecordingDuration: '7', RecordingUrl });
  await waitFor('the copy', async () => (await shown()).copy !== null);
  const copy = { store: 'database', at_twilio: 'kept', copied_at: expect.any(String) };
  await expect(shown()).resolves.toMatchObject({ copy, url: RecordingUrl });
  expect((await shown()).copy?.sounds.map(({ format, size }) => [format, size])).toEqual([
    ['mp3', SOUND.length],
    ['wav', SOUND.length],
  ]);
  expect(deleted()).toEqual([]);

  const TranscriptionSid = `TR${RecordingSid.slice(2)}`;
  await tell({ TranscriptionSid, TranscriptionStatus: 'completed', TranscriptionText: 'Yes.' });
  const recordings = stub.running.connection.collection<{ _id: string }>('recordings');
  await recordings.updateOne({ _id: RecordingSid }, { $set: { 'copy.tryAt': new Date(0) } });
  await stub.running.app.get(CopyingService).copyDue(new AbortController().signal);
  expect(deleted()).toEqual([expect.stringMatching(`/Recordings/${RecordingSid}.json$`)]);
  await expect(shown()).resolves.toMatchObject({
    ...{ url: null, copy: { at_twilio: 'deleted' }, transcription: { text: 'Yes.' } },
  });

  stub.answerWith((response) => sendJson(response, 404, { code: 20404, message: 'No' }));
  const { body: link } = await http().post(`/recordings/${RecordingSid}/links`).send({}).expect(201);
  for (const path of [link.path as string, `/recordings/${RecordingSid}/media?format=wav`]) {
    const whole = await http().get(path).buffer(true).expect(200);
    expect((whole.body as Buffer).toString()).toBe(SOUND);
    expect(whole.headers).toMatchObject({ 'content-length': '10', 'accept-ranges': 'bytes' });
    expect(whole.headers['content-disposition']).toMatch(`inline; filename="${RecordingSid}.`);
    await http().head(path).expect('content-length', '10').expect(200);
  }
  const part = await hear().set('Range', 'bytes=2-3').expect(206);
  expect([part.headers['content-range'], String(part.body)]).toEqual(['bytes 2-3/10', 'cd']);
  await hear().set('Range', 'bytes=99-').expect(416);

  expect(await kept()).toBe(2);
  const answer = await http().delete(`/recordings/${RecordingSid}`).expect(200);
  expect(answer.body).toMatchObject({ copy: null, deletion: { at_twilio: 'deleted' } });
  expect(await kept()).toBe(0);
  await hear().expect(404);
});
