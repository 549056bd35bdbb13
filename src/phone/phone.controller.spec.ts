import { EventEmitter, once } from 'node:events';
import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import request from 'supertest';
import { rootModuleFor, RootModule } from '../app.root.module.js';
import { ACCESS } from '../auth/scope.decorator.js';
import { DRAINING } from '../common/process/stop-on-signals.js';
import { Bench, FROM } from '../simulator/testing/bench.js';
import { startHttpServer } from '../twilio/testing/misbehaving-server.js';
import { TwilioAccount } from '../twilio/twilio-account.js';
import { type RunningController, startController } from '../../test/support/start-controller.js';
import { PhoneAwayError, PhoneBrokenError } from './phone.errors.js';
import { PhoneController } from './phone.controller.js';
import { PhoneService } from './phone.service.js';
import { stateForViewers } from './state-for-viewers.js';

const PHONE = '+12025550160';

const serviceAt = (apiBaseUrl: string, mode: TwilioAccount['mode'] = 'simulated'): PhoneService =>
  new PhoneService(Object.assign(new TwilioAccount(), { mode, apiBaseUrl }));

describe('the phone', () => {
  const bench = new Bench();
  let served: RunningController;
  let url: string;

  beforeAll(async () => {
    await bench.start();
    served = await startController(PhoneController, [
      { provide: PhoneService, useValue: serviceAt(bench.simulator.url) },
    ]);
    ({ url } = served);
  });
  afterAll(async () => {
    await served.close();
    await bench.stop();
  });

  const state = async (query = '') => (await request(url).get(`/phone/state${query}`).expect(200)).body;

  it('rings, is picked up, and its call becomes a test case that its number then plays', async () => {
    const twiml = '<Response><Gather numDigits="1" timeout="20"/></Response>';
    const { sid } = await bench.client.calls.create({ to: PHONE, from: FROM, twiml });
    await bench.until(sid, ({ status }) => status === 'ringing');
    expect(await state()).toMatchObject({ phones: [{ sid, to: PHONE, status: 'ringing' }], tape: [] });
    const commands = `/phone/calls/${sid}/commands`;
    await request(url).post(commands).send({ command: 'answer' }).expect(200, { status: 'ok' });
    await bench.until(sid, ({ status }) => status === 'in-progress');
    await request(url).put(`/phone/calls/${sid}/callee`).send({ interactive: true }).expect(200);
    await request(url).post(commands).send({ command: 'hang_up' }).expect(200);
    const { body: settings } = await request(url).get(`/phone/calls/${sid}/test-case`).expect(200);
    expect(settings).toMatchObject({ outcome: 'answers', hangs_up_after_seconds: 1 });
    await request(url).put(`/phone/callees/${PHONE}`).send(settings).expect(200);
    await request(url).delete(`/phone/callees/${PHONE}`).expect(204);
    await request(url).put('/phone/clock').send({ speed: 20 }).expect(200, { speed: 20 });
    await request(url).put('/phone/tape').send({ holds: true }).expect(200, { holds: true, next: null });
  });

  it('tells what the simulator refuses in the words and with the status of Atlas', async () => {
    const { body } = await request(url).put('/phone/clock').send({ speed: 'fast' }).expect(400);
    expect(body).toEqual({ detail: 'Invalid speed: must be a number between 0.1 and 10000' });
    await request(url)
      .post(`/phone/calls/CA1/commands`)
      .send({ command: 'answer' })
      .expect(404, { detail: 'Simulated call not found: CA1' });
    const { sid } = await bench.client.calls.create({ to: PHONE, from: FROM, twiml: '<Response/>' });
    await request(url).post(`/phone/calls/${sid}/commands`).send({ command: 'drop' }).expect(409);
    await request(url).get('/phone/state?wait=99').expect(400);
  });

  it.each(['..', '%2e%2e', '..%2f..', 'a%2fb', 'a.b', '%00', 'a%252fb', 'x'.repeat(65), '%3Fa'])(
    'asks for nothing else on the simulator: %s',
    async (name) => {
      for (const path of [
        `/phone/calls/${name}/test-case`,
        `/phone/callees/${name}`,
        `/phone/tape/${name}`,
      ]) {
        const answer = await request(url).get(path);
        expect([path, answer.status === 404 || answer.status === 405]).toEqual([path, true]);
      }
      await request(url).put(`/phone/callees/${name}`).send({ like: 'busy' }).expect(404);
    },
  );

  it('has a wait that ends when something changes, and when Atlas is stopped', async () => {
    const { version } = await state();
    const waiting = state(`?since=${version}&wait=20`);
    await request(url).put('/phone/clock').send({ speed: 30 });
    expect(await waiting).toMatchObject({ speed: 30 });
    // Nothing else changes from here on.
    await bench.control('POST', '/reset');
    const last = await state();
    const stopped = request(url).get(`/phone/state?since=${last.version}&wait=20`);
    const answer = stopped.then(({ status }) => status);
    await new Promise((resolve) => setTimeout(resolve, 150));
    served.server.emit(DRAINING);
    expect(await answer).toBe(503);
  });
});

it('is looked at by who may read calls, also while nobody is there, and used by who may write', () => {
  const { prototype } = PhoneController;
  const routes = Object.getOwnPropertyNames(prototype)
    .filter((name) => name !== 'constructor')
    .map((name): [string, unknown] => [name, Reflect.get(prototype, name)])
    .filter((route): route is [string, object] => Reflect.getMetadata('path', Object(route[1])) !== undefined)
    .map(([name, route]): [string, unknown] => [name, Reflect.getMetadata(ACCESS, route)]);
  const use = (scope: string) => ({ scope, asking: 'use' });
  expect(Object.fromEntries(routes)).toEqual({
    readPhone: { scope: 'calls:read', asking: 'look' },
    readTestCase: use('calls:read'),
    ...{ commandPhone: use('calls:write'), takeOverCall: use('calls:write') },
    ...{ setCallee: use('calls:write'), removeCallee: use('calls:write') },
    ...{ setTape: use('calls:write'), handleWebhook: use('calls:write'), setClock: use('calls:write') },
  });
});

describe('a simulator that waits', () => {
  it('is given so much longer, and asked no more once who looks has gone', async () => {
    const timeout = jest.spyOn(AbortSignal, 'timeout');
    const news = new EventEmitter();
    const [asked, left] = [once(news, 'asked'), once(news, 'left')];
    const silent = await startHttpServer((response) => {
      news.emit('asked');
      response.on('close', () => news.emit('left'));
    });
    const served = await startController(PhoneController, [
      { provide: PhoneService, useValue: serviceAt(silent.url) },
    ]);
    const client = get(`${served.url}/phone/state?wait=20`).on('error', () => undefined);
    await asked;
    expect(timeout.mock.calls).toContainEqual([25_000]);
    client.destroy();
    await left;
    timeout.mockRestore();
    await served.close();
    await silent.close();
    // Well before its patience ends.
  }, 15_000);
});

it('gives viewers no webhook that they could send as Twilio', () => {
  const url = 'https://atlas.example.com/twilio/status?call_id=1&attempt=1';
  const state = { version: 3, phones: [], tape: [{ id: 'IK1', url, signature: 'c2ln', event: 'ringing' }] };
  const shown = stateForViewers(state);
  expect(shown).toEqual({
    version: 3,
    phones: [],
    tape: [{ id: '0', url: 'https://atlas.example.com/twilio/status', signature: null, event: 'ringing' }],
  });
});

describe('a simulator that fails', () => {
  it.each([
    ['other words', 200, 'hello', PhoneBrokenError],
    ['an error', 500, '{"detail":"secret"}', PhoneBrokenError],
    ['another server', 401, '{}', PhoneBrokenError],
  ])('is told as such: %s', async (_, status, body, error) => {
    const server = await startHttpServer((response) => response.writeHead(status).end(body));
    const asking = serviceAt(server.url).ask({ method: 'GET', path: ['phone'] });
    await expect(asking).rejects.toBeInstanceOf(error);
    await expect(asking).rejects.not.toThrow('secret');
    await server.close();
    await expect(serviceAt(server.url).ask({ method: 'GET', path: ['phone'] })).rejects.toBeInstanceOf(
      PhoneAwayError,
    );
  });

  it('leads nowhere else', async () => {
    const other = await startHttpServer((response) => response.end('{}'));
    const leading = await startHttpServer((response) =>
      response.writeHead(307, { location: other.url }).end(),
    );
    const asking = serviceAt(leading.url).ask({ method: 'GET', path: ['phone'] });
    await expect(asking).rejects.toBeInstanceOf(PhoneAwayError);
    expect(other.requests).toEqual([]);
    await leading.close();
    await other.close();
  });

  it('is heard no longer than it takes to know that it says too much', async () => {
    let sent = 0;
    const server = await startHttpServer((response) => {
      response.writeHead(200);
      const timer = setInterval(() => {
        sent += 1;
        response.write('x'.repeat(1_000_000));
      }, 5);
      response.on('close', () => clearInterval(timer));
    });
    const asking = serviceAt(server.url).ask({ method: 'GET', path: ['phone'] });
    await expect(asking).rejects.toThrow('The simulator answered too much');
    expect(sent).toBeLessThan(50);
    await server.close();
  });

  it('is not asked at all where calls are real', async () => {
    const live = serviceAt('http://127.0.0.1:1', 'live').ask({ method: 'GET', path: ['phone'] });
    await expect(live).rejects.toThrow('Calls are not simulated');
    expect(await rootModuleFor({ twilioMode: 'live' })).toBe(RootModule);
    expect(await rootModuleFor({ twilioMode: 'simulator' })).not.toBe(RootModule);
  });
});
