import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { CreateBucketCommand, ListMultipartUploadsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import request from 'supertest';
import { pinnedPython } from '../../fuzz/pinned-python.js';
import { RecordingsService } from '../../src/recordings/recordings.service.js';
import {
  someOwner,
  someRecordingEvent,
  someRecordingSid,
  someTranscriptionEvent,
} from '../../src/recordings/testing/recordings.factory.js';
import { ContentS3Store } from '../../src/storage/content-store.s3.js';
import { chunked, describeStore } from '../../src/storage/testing/describe-store.js';
import { freePort } from '../support/processes.js';
import { deletableSound, SOUND } from '../support/sound.js';
import { startStubbedApp } from '../support/stub-twilio.js';
import { waitFor } from '../support/wait-for.js';

const BUCKET = 'recordings';
const never = new AbortController().signal;
const credentials = { accessKeyId: 'someone', secretAccessKey: 'secret' };

let server: ChildProcess;
let client: S3Client;
let store: ContentS3Store;
let endpoint: string;
beforeAll(async () => {
  const python = await pinnedPython('s3', 'test/support/s3/requirements.pip', (line) => console.log(line));
  const port = await freePort();
  server = spawn(python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  endpoint = `http://127.0.0.1:${port}`;
  await waitFor('the store', async () => (await fetch(endpoint).catch(() => null))?.ok === true, 60_000);
  const settings = { region: 'us-east-1', endpoint, credentials };
  client = new S3Client({ ...settings, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  store = new ContentS3Store({ ...settings, bucket: BUCKET, isInPath: true });
}, 300_000);
afterAll(async () => {
  const exit = once(server, 'exit');
  server.kill('SIGKILL');
  await exit;
});

const isBegun = async (key: string): Promise<boolean> => {
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: BUCKET }));
  return Uploads.some((each) => each.Key === key);
};

describeStore('ContentS3Store', () => store, isBegun);

it('fails where the bucket is not there, or the store does not answer', async () => {
  const content = () => chunked(Buffer.from('one'));
  const settings = { region: 'us-east-1', isInPath: true, credentials };
  const none = new ContentS3Store({ ...settings, endpoint, bucket: 'nothing' });
  await expect(none.put(randomUUID(), content(), 'audio/wav', never)).rejects.toThrow('bucket');
  await expect(none.open(randomUUID(), never)).rejects.toThrow('bucket');
  const dead = `http://127.0.0.1:${await freePort()}`;
  const away = new ContentS3Store({ ...settings, endpoint: dead, bucket: BUCKET });
  await expect(away.put(randomUUID(), content(), 'audio/wav', never)).rejects.toThrow('ECONNREFUSED');
});

it('Atlas keeps recordings there, and they are heard and deleted', async () => {
  const stub = await startStubbedApp({
    variables: {
      ...{ RECORDINGS_COPY: 's3', RECORDINGS_AT_TWILIO: 'delete_after_copy' },
      ...{ RECORDINGS_S3_BUCKET: BUCKET, RECORDINGS_S3_ENDPOINT: endpoint, RECORDINGS_S3_PATH_STYLE: 'on' },
      RECORDINGS_S3_ACCESS_KEY_ID: credentials.accessKeyId,
      RECORDINGS_S3_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
  });
  stub.answerWith((response) => deletableSound(response));
  const recordings = stub.running.app.get(RecordingsService);
  const [sid, owner] = [someRecordingSid(), someOwner()];
  for (const event of [someTranscriptionEvent(), someRecordingEvent()])
    await recordings.record(sid, owner, event);
  await waitFor('the move', async () => (await recordings.find(sid))?.copy?.stage === 'moved');
  stub.answerWith((response) => response.writeHead(404).end('{"code":20404}'));
  const hear = (range: string) =>
    request(stub.running.url)
      .get(`/recordings/${sid}/media`)
      .set(range ? { Range: range } : {});
  await expect(
    hear('')
      .buffer(true)
      .then(({ body }) => String(body)),
  ).resolves.toBe(SOUND);
  await expect(
    hear('bytes=2-3')
      .buffer(true)
      .then(({ body }) => String(body)),
  ).resolves.toBe('cd');
  await request(stub.running.url).delete(`/recordings/${sid}`).expect(200);
  for (const format of ['mp3', 'wav'])
    await expect(store.open(`${sid}.${format}`, never)).rejects.toThrow('is not kept');
  await stub.close();
}, 60_000);
