import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { ApiKeysService } from '../src/auth/keys/api-keys.service.js';
import type { AuditedActDto, AuditListDto } from '../src/audit/dto/audit-list.dto.js';
import { AuditRepository } from '../src/audit/audit.repository.js';
import { VerificationService } from '../src/audit/verification.service.js';
import { ending } from './support/endless.js';
import { callBody, feedbackBody, userBody } from './support/factories.js';
import { acceptCall, type StubbedApp, startStubbedApp } from './support/stub-twilio.js';
import { waitFor } from './support/wait-for.js';
import { postWebhook } from './support/webhook.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
type Method = (typeof METHODS)[number];

/** The name in the audit log of each route that is in it: a new one has to be named here. */
const ACTIONS: Record<string, string> = {
  'post /users': 'users.create',
  'patch /users/{user_id}': 'users.update',
  'post /calls/outbound': 'calls.place',
  'post /calls/batch': 'calls.placeBatch',
  'get /calls.csv': 'calls.export',
  'get /calls.ndjson': 'calls.export',
  'get /feedback.csv': 'feedback.export',
  'get /feedback.ndjson': 'feedback.export',
  'get /recordings.csv': 'recordings.export',
  'get /recordings.ndjson': 'recordings.export',
  'patch /calls/{call}': 'calls.reschedule',
  'post /calls/{call}/hangup': 'calls.hangUp',
  'post /calls/{call}/cancel': 'calls.cancel',
  'post /calls/{call}/sync': 'calls.sync',
  'put /calls/{call}/hold': 'calls.hold',
  'delete /calls/{call}/hold': 'calls.release',
  'patch /calls/{call_sid}/feedback': 'calls.giveFeedback',
  'post /recordings/{recording_sid}/links': 'recordings.link',
  'delete /recordings/{recording_sid}': 'recordings.delete',
  'post /dispatch/pause': 'dispatch.pause',
  'post /dispatch/resume': 'dispatch.resume',
  'post /people': 'people.invite',
  'patch /people/{person_id}': 'people.update',
  'post /people/{person_id}/reset': 'people.reset',
  'post /keys': 'keys.create',
  'delete /keys/{key_id}': 'keys.revoke',
  'post /do-not-call': 'do-not-call.add',
  'post /do-not-call/import': 'do-not-call.import',
  'delete /do-not-call': 'do-not-call.remove',
  'get /users/{user_id}/export': 'users.export',
  'delete /users/{user_id}': 'users.erase',
  'post /privacy/exports': 'privacy.exportCallee',
  'post /privacy/erasures': 'privacy.eraseCallee',
  'post /subscriptions': 'subscriptions.create',
  'patch /subscriptions/{subscription_id}': 'subscriptions.update',
  'delete /subscriptions/{subscription_id}': 'subscriptions.delete',
  'post /subscriptions/{subscription_id}/secret': 'subscriptions.rotateSecret',
  'post /subscriptions/{subscription_id}/test': 'subscriptions.sendTest',
  'post /subscriptions/{subscription_id}/replays': 'subscriptions.replayDeliveries',
  'post /deliveries/{delivery_id}/replay': 'deliveries.replay',
};

let stub: StubbedApp;
let url: string;
beforeAll(async () => {
  stub = await startStubbedApp();
  ({ url } = stub.running);
}, 30_000);
afterAll(() => stub.close());

const listed = async (query: object = {}): Promise<AuditedActDto[]> => {
  const { body } = await request(url)
    .get('/audit')
    .query({ page_size: 100, ...query })
    .expect(200);
  return (body as AuditListDto).data;
};
/** The newest act of this sort, once it has ended. */
const latest = async (query: object): Promise<AuditedActDto> => {
  let found: AuditedActDto | undefined;
  await waitFor('the end of the act', async () => {
    [found] = await listed(query);
    return found !== undefined && found.outcome !== 'unknown';
  });
  return found!;
};
const verify = () => stub.running.app.get(VerificationService).verify();

describe('every route that changes something, or exports what is personal', () => {
  it('is in the audit log, by its name, with what came of it; no other route is', async () => {
    const { body } = await request(url).get('/openapi.json').expect(200);
    const paths = body.paths as Record<string, Record<Method, object>>;
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ method: method as Method, path })),
    );
    const found: Record<string, string> = {};
    for (const { method, path } of operations) {
      const id = `${method}-${path.replaceAll(/\W/g, '.')}`;
      await request(url)
        [method](ending(path.replaceAll(/\{\w+\}/g, 'nothing')))
        .set('X-Request-Id', id);
      const [act] = await listed({ page_size: 1 });
      const mine = act && act.id !== found['last'] ? act : undefined;
      if (mine) found[`${method} ${path}`] = mine.action;
      if (mine) found['last'] = mine.id;
    }
    const { last: _last, ...actions } = found;
    expect(actions).toEqual(ACTIONS);
  }, 60_000);

  it('that is none is not', async () => {
    const before = await listed({ page_size: 1 });
    await request(url).post('/nothing').expect(404);
    await request(url).delete('/users').expect(405);
    await expect(listed({ page_size: 1 })).resolves.toEqual(before);
  });
});

describe('an act', () => {
  it('on the do-not-call list tells by a keyed hash which number it was about, an import none', async () => {
    const [number, other] = ['+442079460018', '+4402079460018'];
    const list = () => request(url).post('/do-not-call');
    await list().send({ number: other, source: 'support' }).expect(200);
    await request(url).delete(`/do-not-call?number=${number}`).expect(204);
    await list().send({ number: 'nobody', source: 'support' }).expect(400);
    const found = await listed({ resource: `do-not-call:${number}` });
    expect(found.map(({ action }) => action)).toEqual(['do-not-call.remove', 'do-not-call.add']);
    expect(found[0]!.resource).toMatch(/^do-not-call:hash-[\w-]{43}$/);
    await expect(latest({ action: 'do-not-call.add' })).resolves.toMatchObject({
      resource: null,
      status: 400,
    });
    await request(url)
      .post('/do-not-call/import')
      .send({ numbers: [number], source: 'import' })
      .expect(200);
    await expect(latest({ action: 'do-not-call.import' })).resolves.toMatchObject({ resource: null });
  });

  it('tells who, what, on what, when, from where and what came of it', async () => {
    const keys = stub.running.app.get(ApiKeysService);
    const { key, kept } = await keys.create({ name: 'cron', scopes: ['users:write'] });
    const asKey = (method: Method, path: string) => request(url)[method](path).set('X-API-Key', key);
    const { body: user } = await asKey('post', '/users').send(userBody()).expect(201);
    const made = await latest({ who: `key:${kept.id}` });
    expect(made).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}:\d+$/),
      at: expect.any(String),
      who: `key:${kept.id}`,
      action: 'users.create',
      resource: `user:${user.id}`,
      address: expect.stringMatching(/^hash-[\w-]{43}$/),
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      outcome: 'done',
      status: 201,
      ended_at: expect.any(String),
    });
    await asKey('patch', `/users/${user.id}`).send({ email: 'no address' }).expect(400);
    const refused = await latest({ action: 'users.update', resource: `user:${user.id}` });
    expect(refused).toMatchObject({ outcome: 'refused', status: 400, address: made.address });
    await expect(listed({ resource: `user:${user.id}` })).resolves.toEqual([refused, made]);
    await expect(listed({ from: refused.at, who: `key:${kept.id}` })).resolves.toEqual([refused]);
    await expect(listed({ until: refused.at, who: `key:${kept.id}` })).resolves.toEqual([made]);
  });

  it('is found by parts, each once', async () => {
    for (let n = 0; n < 5; n += 1) await request(url).post('/dispatch/resume').expect(200);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await request(url)
        .get('/audit')
        .query({ action: 'dispatch.resume', page_size: 2, ...(cursor && { cursor }) })
        .expect(200);
      const part = body as AuditListDto;
      seen.push(...part.data.map(({ id }) => id));
      cursor = part.next_cursor ?? undefined;
    } while (cursor);
    expect(seen.length).toBeGreaterThanOrEqual(5);
    expect(new Set(seen).size).toBe(seen.length);
    await request(url).get('/audit').query({ cursor: 'x' }).expect(400);
  });

  it('names the call that Twilio refused, for it is kept', async () => {
    stub.answerWith((response) => response.writeHead(400).end('{"code":21211,"message":"Invalid To"}'));
    const { text } = await request(url)
      .post('/calls/outbound')
      .set('Accept', 'application/problem+json')
      .send(callBody())
      .expect(502);
    stub.answerWith((response) => acceptCall(response));
    // A problem is JSON by a media type that is not read as such.
    const { call_id: callId } = JSON.parse(text) as { call_id: string };
    const act = await latest({ action: 'calls.place' });
    expect(act).toMatchObject({ outcome: 'failed', status: 502, resource: `call:${callId}` });
  });

  it('is not done where it cannot be written down first', async () => {
    const audit = stub.running.app.get(AuditRepository);
    const append = audit.append.bind(audit);
    audit.append = () => Promise.reject(new Error('full'));
    const body = userBody();
    const answer = await request(url).post('/users').send(body).expect(503);
    expect(answer.body).toEqual({ detail: 'The audit log could not be written: nothing was done' });
    expect(answer.headers['retry-after']).toBe('5');
    await request(url).get('/users').expect(200);
    audit.append = append;
    const { body: found } = await request(url).get('/users').query({ email: body.email }).expect(200);
    expect(found.total).toBe(0);
    await request(url).post('/users').send(body).expect(201);
    await expect(verify()).resolves.toMatchObject({ faults: [] });
  });

  it('is done and answered at once although its end cannot be written, which is then unknown', async () => {
    const audit = stub.running.app.get(AuditRepository);
    const append = audit.append.bind(audit);
    let isAnswered = (): void => undefined;
    const answered = new Promise<void>((resolve) => (isAnswered = resolve));
    audit.append = async (entries) => {
      if (entries.some(({ kind }) => kind !== 'ended')) return append(entries);
      await answered;
      throw new Error('full');
    };
    const { body } = await request(url).post('/calls/outbound').send(callBody()).expect(201);
    expect(body.twilio_sid).toMatch(/^CA/);
    isAnswered();
    await new Promise((resolve) => setTimeout(resolve, 500));
    audit.append = append;
    const [act] = await listed({ action: 'calls.place', page_size: 1 });
    expect(act).toMatchObject({ outcome: 'unknown', status: null, ended_at: null });
    await expect(verify()).resolves.toMatchObject({ faults: [], unknown: 1 });
  }, 30_000);
});

describe('entries', () => {
  it('hold no name, number, text or address, whatever is sent', async () => {
    const marks = ['Marked', '5550147', 'marked.example', '127.0.0.1', '::1'];
    const headers = { 'X-Request-Id': 'Marked', 'Idempotency-Key': 'Marked-5550147', 'User-Agent': 'Marked' };
    const send = (method: Method, path: string, body: object) =>
      request(url)[method](path).set(headers).send(body);
    const personal = { name: 'Ada Marked', phone_number: '+14155550147', email: 'ada@marked.example' };
    const { body: user } = await send('post', '/users', { ...userBody(), ...personal }).expect(201);
    await send('patch', `/users/${user.id}`, { name: 'Ada Marked Again', external_id: 'Marked' }).expect(200);
    await send('post', '/users', { ...userBody(), ...personal }).expect(201);
    const call = { ...callBody(), to: '+14155550147', script: 'Marked', user_external_id: 'Marked' };
    const { body: placed } = await send('post', '/calls/outbound', call).expect(201);
    await postWebhook(stub.running, `/twilio/status?call_id=${placed.call_id}&attempt=1`, {
      CallSid: placed.twilio_sid,
      CallStatus: 'completed',
    }).expect(200);
    await send('patch', `/calls/${placed.twilio_sid}/feedback`, feedbackBody({ notes: 'Marked' })).expect(
      200,
    );
    await send('post', '/keys', { name: 'Marked', scopes: ['admin'] }).expect(201);
    for (const [name, action] of Object.entries(ACTIONS)) {
      const [method, path] = name.split(' ') as [Method, string];
      expect(action).toBeDefined();
      for (const id of ['Marked', '+14155550147', 'ada@marked.example'])
        await send(method, `${path.replaceAll(/\{\w+\}/g, encodeURIComponent(id))}?Marked=Marked`, {
          ...personal,
          ...call,
          notes: 'Marked',
        });
    }
    await waitFor('all ends', async () => (await verify()).unknown <= 1);
    const entries = await stub.running.connection.collection('audit_entries').find().toArray();
    expect(entries.length).toBeGreaterThan(60);
    for (const mark of marks) expect([mark, JSON.stringify(entries).includes(mark)]).toEqual([mark, false]);
    const [found] = await listed({ resource: 'user:ada@marked.example', page_size: 1 });
    expect(found).toMatchObject({ action: 'users.erase', outcome: 'refused' });
  });
});
