import { expect } from '@jest/globals';
import request from 'supertest';
import type { CallDto } from '../../src/calls/view/dto/call.dto.js';
import { AuditRepository } from '../../src/audit/audit.repository.js';
import { AgingCallsRepository } from '../../src/calls/aging/aging-calls.repository.js';
import { AgingRecordingsRepository } from '../../src/recordings/aging/aging-recordings.repository.js';
import { RetentionService } from '../../src/retention/retention.service.js';
import { CountingService } from '../../src/analytics/counting.service.js';
import { RebuildService } from '../../src/analytics/rebuild.service.js';
import { RetentionService as AuditRetentionService } from '../../src/audit/retention.service.js';
import { VerificationService } from '../../src/audit/verification.service.js';
import { hashOfKey } from '../../src/idempotency/idempotency-key.js';
import { EXPIRED } from '../../src/idempotency/key-record.js';
import { OpenIdSignInService } from '../../src/people/open-id/open-id-sign-in.service.js';
import { PeopleService } from '../../src/people/people.service.js';
import { RecordingRemovalService } from '../../src/recordings/removal/recording-removal.service.js';
import { WebhookCountsService } from '../../src/webhooks/counts/webhook-counts.service.js';
import { useExports } from './every-export.js';
import { readEvents } from './event-reader.js';
import { useCopies } from './every-copy-query.js';
import { useErasures } from './every-erasure-query.js';
import { useSubscriptions } from './every-subscription-query.js';
import { callBody, feedbackBody, someCallSid, userBody } from './factories.js';
import { acceptCall, type StubbedApp } from './stub-twilio.js';
import { waitFor } from './wait-for.js';
import { postWebhook } from './webhook.js';

let stub: StubbedApp;

/** Asks an application all that can be asked of it, so that every query is seen. */
export async function askEverything(app: StubbedApp): Promise<void> {
  stub = app;
  await useSubscriptions(stub);
  await useUsers();
  await useCalls();
  await useCallbacksThatComeFirst();
  await useKeys();
  await useLists();
  await useExports(stub);
  await useBatch();
  await useQueue();
  await useResults();
  await useDoNotCall();
  await usePeople();
  await useAudit();
  await useCounts();
  await useErasures(stub);
}

const http = () => request(stub.running.url);
const place = async (userExternalId: string): Promise<CallDto> => {
  const { body } = await http()
    .post('/calls/outbound')
    .send(callBody({ user_external_id: userExternalId }))
    .expect(201);
  return body as CallDto;
};
const tell = (path: string, fields: Record<string, string>) =>
  postWebhook(stub.running, path, fields).expect(200);

/** All that can be asked of users. */
async function useUsers(): Promise<void> {
  const { body: user } = await http().post('/users').send(userBody()).expect(201);
  await http()
    .post('/users')
    .send(userBody({ email: user.email }))
    .expect(409);
  await http().patch(`/users/${user.id}`).send({ external_id: 'customer-1' }).expect(200);
  await http().get(`/users/${user.id}`).expect(200);
  for (const query of ['page=2&page_size=5', 'external_id=customer-1', `email=${user.email}`])
    await http().get(`/users?${query}`).expect(200);
}

/** All results, counted just now. */
async function useResults(): Promise<void> {
  await stub.running.app.get(CountingService).catchUp();
  for (const path of ['calls', 'answers', 'attempts', 'durations', 'failures', 'cost', 'feedback'])
    await http().get(`/analytics/${path}`).expect(200);
  const hour = '2026-01-01_2026-01-31_1_9_Europe/Berlin';
  await http().get('/calls').query({ result: 'length/30', first_dialled: hour }).expect(200);
  await stub.running.app.get(RebuildService).rebuild();
}

/** Someone who is invited, signs in and out, changes the password, comes by the OpenID provider, and is disabled. */
async function usePeople(): Promise<void> {
  const people = stub.running.app.get(PeopleService);
  const [email, password] = ['grace@example.com', 'correct horse battery'];
  const who = { email, name: 'Grace Hopper', role: 'admin' } as const;
  await people.invite(who);
  const { token } = await people.invite(who);
  await http().post('/sign-in/link').send({ token, password }).expect(200);
  const answer = await http().post('/sign-in').send({ email, password }).expect(200);
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  await http().get('/me').set('Cookie', cookie).expect(200);
  const change = { current_password: password, new_password: password };
  await http().put('/me/password').set('Cookie', cookie).send(change).expect(204);
  await http().post('/sign-out').set('Cookie', cookie).expect(204);
  const identity = { subject: 'issuer grace', email, roles: undefined };
  for (let n = 0; n < 2; n += 1)
    await stub.running.app.get(OpenIdSignInService).signIn(identity, { address: '203.0.113.7' });
  await people.reset(email);
  await people.disable(email);
  await people.findAll();
}

/** A call that waits for its turn and is dialled, one that is canceled, and the list of those that wait. */
async function useQueue(): Promise<void> {
  stub.answerWith((response) => acceptCall(response));
  const planned = async (plan: object): Promise<CallDto> =>
    (
      await http()
        .post('/calls/outbound')
        .send({ ...callBody(), ...plan })
        .expect(202)
    ).body;
  const soon = await planned({ priority: 1 });
  const later = await planned({ scheduled_at: new Date(Date.now() + 3_600_000).toISOString() });
  await http().get('/queue').expect(200);
  await http().get('/dispatch').expect(200);
  await http().post(`/calls/${later.call_id}/cancel`).expect(200);
  await waitFor('the planned call to be dialled', async () => {
    const { body } = await http().get(`/calls/${soon.call_id}`).expect(200);
    return body.twilio_sid !== null;
  });
}

/** A call with a recording and feedback, as it usually goes; one that Twilio refuses. */
async function useCalls(): Promise<void> {
  const call = await place('customer-1');
  const [sid, known] = [call.twilio_sid ?? '', `call_id=${call.call_id}&attempt=1`];
  await tell(`/twilio/status?${known}`, { CallSid: sid, CallStatus: 'completed', CallDuration: '7' });
  await tell('/twilio/status', { CallSid: sid, CallStatus: 'ringing' });
  await tell(`/twilio/voice?${known}`, { CallSid: sid, CallStatus: 'in-progress' });
  const recording = { CallSid: sid, RecordingSid: `RE${sid.slice(2)}`, RecordingStatus: 'completed' };
  for (let n = 0; n < 2; n += 1) await tell(`/twilio/recording?${known}`, recording);
  await http().get(`/calls/${call.call_id}`).expect(200);
  await http().get(`/calls/${sid}`).expect(200);
  await http().get(`/calls/${sid}/timeline`).expect(200);
  const { body: users } = await http().get('/users').expect(200);
  await http().get(`/users/${users.data[0].id}/calls?page_size=5`).expect(200);
  stub.answerWith((response) => response.writeHead(404).end('{"code":20404}'));
  await http().post(`/calls/${sid}/sync`).expect(200);
  const hold = `/calls/${sid}/hold`;
  await http().put(hold).send({ reason: 'Case 1.' }).expect(200);
  await http().get(hold).expect(200);
  await http().get('/retention/holds?page=2&page_size=5').expect(200);
  await http().delete(hold).expect(204);
  await useCopies(stub, recording.RecordingSid);
  await useRetention();
  await http().delete(`/recordings/${recording.RecordingSid}`).expect(200);
  await tell(`/twilio/recording?${known}`, recording);
  await stub.running.app.get(RecordingRemovalService).tryAgain();
  stub.answerWith((response) => acceptCall(response));
  for (let n = 0; n < 2; n += 1)
    await http().patch(`/calls/${sid}/feedback`).send(feedbackBody()).expect(200);
  await http().get(`/calls/${sid}/feedback`).expect(200);
  await http().get(`/calls/${someCallSid()}/feedback`).expect(404);
  stub.answerWith((response) => response.writeHead(400).end('{"code":21211,"message":"Invalid To"}'));
  await http().post('/calls/outbound').send(callBody()).expect(502);
}

/** All that is asked where things are kept for some days only. */
async function useRetention(): Promise<void> {
  const retention = stub.running.app.get(RetentionService);
  const [recordings, calls] = [
    stub.running.app.get(AgingRecordingsRepository),
    stub.running.app.get(AgingCallsRepository),
  ];
  for (const part of ['recording', 'words', 'fields'] as const)
    await recordings.findOlder(part, new Date(), 0, 1);
  for (const { id } of await calls.findOlder(new Date(), 0, 1)) await calls.forgetFields(id, new Date());
  for (const { id } of await recordings.findOlder('words', new Date(), 0, 1))
    for (const part of ['words', 'fields'] as const) await recordings.forget(id, part, new Date());
  await calls.findOlderUnmatched(new Date(), 0, 1);
  await retention.removeOld();
}

/** Every filter of the audit log, alone and all together, also after a cursor; what an anchor and retention ask; keys. */
async function useAudit(): Promise<void> {
  const filters = {
    who: 'everyone',
    action: 'users.create',
    resource: 'user:x',
    from: '2026-01-01T00:00:00Z',
    until: '2100-01-01T00:00:00Z',
  };
  const { body } = await http().get('/audit?page_size=1').expect(200);
  const alone = Object.entries(filters).map(([name, value]) => ({ [name]: value }));
  for (const query of [{}, ...alone, filters])
    for (const cursor of [{}, { cursor: body.next_cursor }])
      await http()
        .get('/audit')
        .query({ ...query, ...cursor })
        .expect(200);
  const { body: made } = await http()
    .post('/keys')
    .send({ name: 'x', scopes: ['admin'] })
    .expect(201);
  await http().get('/keys').set('X-API-Key', made.key).expect(200);
  await http().delete(`/keys/${made.id}`).expect(200);
  const { chains } = await stub.running.app.get(VerificationService).verify();
  await stub.running.app.get(AuditRepository).cut({ ...chains[0]!.head, seq: 0 });
  await stub.running.app.get(AuditRetentionService).removeOld();
}

/** Every filter of the list, alone and all together; by page and after a cursor. */
async function useLists(): Promise<void> {
  const filters = {
    status: 'completed,busy',
    call_id: 'nothing',
    user: 'customer-1',
    to: '+14155550100',
    from: '2026-01-01T00:00:00Z',
    until: '2100-01-01T00:00:00Z',
    has_recording: true,
    has_feedback: false,
    campaign_id: 'spring',
    metadata: 'clinic:north',
  };
  const live = await readEvents(`${stub.running.url}/calls/stream`);
  await live.next('ready');
  live.close();
  const { body } = await http().get('/calls?page_size=1&with_total=true').expect(200);
  const alone = Object.entries(filters).map(([name, value]) => ({ [name]: value }));
  for (const query of [{}, ...alone, filters]) {
    await http().get('/calls').query(query).expect(200);
    await http()
      .get('/calls')
      .query({ ...query, cursor: body.next_cursor })
      .expect(200);
  }
}

/** A batch that is sent twice. */
async function useBatch(): Promise<void> {
  const batch = { calls: [callBody(), callBody()] };
  for (let n = 0; n < 2; n += 1) {
    const { body } = await http()
      .post('/calls/batch')
      .set('Idempotency-Key', 'batch-1')
      .send(batch)
      .expect(200);
    expect(body).toMatchObject({ accepted: 2 });
  }
}

/** Callbacks that wait for their call, and one whose call has another SID. */
async function useCallbacksThatComeFirst(): Promise<void> {
  const sid = someCallSid();
  await tell('/twilio/status', { CallSid: sid, CallStatus: 'ringing' });
  stub.answerWith((response) => response.destroy());
  const call = await place('customer-2');
  expect(call).toMatchObject({ submission: 'unknown', twilio_sid: null });
  const path = `/twilio/status?call_id=${call.call_id}&attempt=1`;
  await tell(path, { CallSid: sid, CallStatus: 'completed' });
  await tell(path, { CallSid: someCallSid(), CallStatus: 'completed' });
  stub.answerWith((response) => acceptCall(response));
}

/** A key that is answered again, one whose flight is taken over, and one that is given up. */
async function useKeys(): Promise<void> {
  const place = (key: string) => http().post('/calls/outbound').set('Idempotency-Key', key);
  const body = callBody();
  for (let n = 0; n < 2; n += 1) await place('key-1').send(body).expect(201);
  const keys = stub.running.connection.collection<{ _id: string }>('idempotency_keys');
  const _id = hashOfKey('everyone', 'POST /calls/outbound', 'key-1');
  await keys.updateOne({ _id }, { $unset: { answer: 1 }, $set: { leaseUntil: EXPIRED } });
  await place('key-1').send(body).expect(201);
  stub.answerWith((response) => response.writeHead(429, { 'retry-after': '2' }).end('{"code":20429}'));
  await place('key-2').send(body).expect(503);
  stub.answerWith((response) => acceptCall(response));
}

/** A number that is put on the do-not-call list, looked up by a request and by who dials, and removed. */
async function useDoNotCall(): Promise<void> {
  const number = '+14155550198';
  await http().post('/do-not-call').send({ number, source: 'support' }).expect(200);
  await http()
    .post('/calls/outbound')
    .send(callBody({ to: number }))
    .expect(403);
  await place('customer-3');
  await http().delete(`/do-not-call?number=${number}`).expect(204);
}

/** What was counted of webhooks is written and summed up. */
async function useCounts(): Promise<void> {
  await stub.running.app.get(WebhookCountsService).flush();
  await http().get('/webhooks/summary').expect(200);
}
