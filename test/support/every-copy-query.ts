import request from 'supertest';
import { CopyingService } from '../../src/recordings/copies/copying.service.js';
import { deletableSound } from './sound.js';
import type { StubbedApp } from './stub-twilio.js';

/** A recording that cannot be copied at first, then is, is deleted at Twilio and heard. */
export async function useCopies(stub: StubbedApp, sid: string): Promise<void> {
  const { connection, app, url } = stub.running;
  const due = { $set: { 'copy.tryAt': new Date(0), transcriptionRank: 2 } };
  const look = async (): Promise<void> => {
    await connection.collection<{ _id: string }>('recordings').updateOne({ _id: sid }, due);
    await app.get(CopyingService).copyDue(new AbortController().signal);
  };
  await look();
  stub.answerWith((response) => deletableSound(response));
  for (let n = 0; n < 2; n += 1) await look();
  await request(url).get(`/recordings/${sid}/media`).expect(200);
  stub.answerWith((response) => response.writeHead(404).end('{"code":20404}'));
}
