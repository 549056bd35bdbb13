import request from 'supertest';
import { ErasingRounds } from '../../src/privacy/erasing-rounds.service.js';
import { callBody, userBody } from './factories.js';
import type { StubbedApp } from './stub-twilio.js';

/** A user who is exported and erased, then who was called under a number. */
export async function useErasures(stub: StubbedApp): Promise<void> {
  const http = () => request(stub.running.url);
  const { body: user } = await http().post('/users').send(userBody()).expect(201);
  await http()
    .post('/calls/outbound')
    .send(callBody({ user_external_id: user.id }))
    .expect(201);
  await http().get(`/users/${user.id}/export`).expect(200);
  await http().delete(`/users/${user.id}`).expect(202);
  await http().post('/privacy/erasures').send({ number: '+14155550187' }).expect(202);
  for (let n = 0; n < 3; n += 1) await stub.running.app.get(ErasingRounds).goOnWithOne();
  await http().get('/privacy/erasures').expect(200);
}
