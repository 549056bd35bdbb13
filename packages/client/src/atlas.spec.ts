import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  closedPort,
  sendJson,
  startHttpServer,
  type Answering,
  type LocalServer,
} from '../../../src/twilio/testing/misbehaving-server.js';
import { Atlas, type AtlasOptions } from './atlas.js';

const CALL = { to: '+14155550100', user_external_id: 'ada-1' };
const PROBLEM = { 'content-type': 'application/problem+json' };

describe('Atlas', () => {
  let server: LocalServer;
  let answers: Answering[];

  beforeEach(async () => {
    answers = [];
    server = await startHttpServer((response, n) => (answers[n] ?? made)(response, n));
  });
  afterEach(() => server.close());

  const made: Answering = (response) => sendJson(response, 201, { call_id: 'c-1' });
  const refuse =
    (status: number, headers: Record<string, string> = {}): Answering =>
    (response) =>
      sendJson(response, status, { detail: `No: ${status}` }, { ...PROBLEM, ...headers });
  const cut: Answering = (response) => void response.socket?.destroy();
  const cutInside: Answering = (response) => {
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': 100 });
    response.write('{"call_id": ', () => response.socket?.destroy());
  };
  const silent: Answering = () => undefined;
  const atlas = (options: Partial<AtlasOptions> = {}): Atlas =>
    new Atlas({ url: `${server.url}/`, firstWaitMs: 1, ...options });
  const sent = (header: string): unknown[] => server.requests.map(({ headers }) => headers[header]);

  it('shows its key, asks for problems, and gives each request an id', async () => {
    await atlas({ key: 'atlas_1' }).calls.get('a/b');
    expect(server.requests).toMatchObject([
      {
        method: 'GET',
        url: '/calls/a%2Fb',
        headers: { authorization: 'Bearer atlas_1', accept: 'application/json, application/problem+json' },
      },
    ]);
    expect(sent('x-request-id')).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  });

  it('writes several values of a filter with commas, and leaves out what is not given', async () => {
    answers = [(response) => sendJson(response, 200, { data: [], next_cursor: null })];
    await atlas().calls.list({ status: ['busy', 'failed'], to: '+1', cursor: undefined });
    expect(server.requests[0]?.url).toBe('/calls?status=busy,failed&to=%2B1');
  });

  it.each<[string, Answering]>([
    ['429', refuse(429, { 'retry-after': '0' })],
    ['503', refuse(503)],
    ['504', refuse(504)],
    ['502 of a proxy', (response) => void response.writeHead(502).end('<html>')],
    ['409, while its first try is at work', refuse(409, { 'retry-after': '0' })],
    ['a connection that is cut', cut],
    ['an answer that is cut', cutInside],
  ])('asks again after %s, with the same key and id', async (_, failing) => {
    answers = [failing, failing];
    expect(await atlas().calls.place(CALL)).toEqual({ call_id: 'c-1' });
    expect(server.requests.map(({ body }) => JSON.parse(body))).toEqual([CALL, CALL, CALL]);
    for (const header of ['idempotency-key', 'x-request-id']) {
      expect(sent(header)).toEqual(Array(3).fill(expect.stringMatching(/^[0-9a-f-]{36}$/)));
      expect(new Set(sent(header)).size).toBe(1);
    }
  });

  it('makes another key for another request, and takes one of the caller', async () => {
    const client = atlas();
    await client.calls.place(CALL);
    await client.calls.place(CALL);
    await client.calls.place(CALL, { idempotencyKey: 'mine' });
    await client.http.POST('/users', { body: { name: 'Ada', email: 'ada@example.com', phone_number: '+1' } });
    const keys = sent('idempotency-key');
    expect(keys[2]).toBe('mine');
    expect(new Set(keys).size).toBe(4);
    expect(keys).not.toContain(undefined);
  });

  it('waits for as long as Atlas asks', async () => {
    answers = [refuse(429, { 'retry-after': '1' })];
    const started = performance.now();
    await atlas().calls.get('c-1');
    expect(performance.now() - started).toBeGreaterThanOrEqual(990);
  });

  it('says what was answered when it has asked often enough', async () => {
    answers = Array<Answering>(3).fill(refuse(503, { 'x-request-id': 'r-1', 'retry-after': '0' }));
    await expect(atlas({ retries: 2 }).calls.place(CALL)).rejects.toMatchObject({
      name: 'AtlasError',
      message: 'No: 503',
      code: 'unavailable',
      status: 503,
      requestId: 'r-1',
    });
    expect(server.requests).toHaveLength(3);
  });

  it.each<[string, Answering, (client: Atlas) => Promise<unknown>, object]>([
    ['a POST without a key', cut, (client) => client.calls.hangUp('c-1'), { code: 'unreachable', status: 0 }],
    [
      'a POST without a key that is refused',
      refuse(503, { 'retry-after': '0' }),
      (client) => client.calls.cancel('c-1'),
      { status: 503 },
    ],
    [
      'a call that Twilio refused',
      refuse(502),
      (client) => client.calls.place(CALL),
      { code: 'upstream-refused' },
    ],
    ['what is wrong', refuse(400), (client) => client.calls.place(CALL), { code: 'invalid' }],
    [
      'what is to wait for long',
      refuse(429, { 'retry-after': '3600' }),
      (client) => client.calls.get('c-1'),
      { code: 'too-many-requests', retryAfterSeconds: 3600 },
    ],
    [
      'what is elsewhere',
      (response) => void response.writeHead(308, { location: '/elsewhere' }).end(),
      (client) => client.calls.place(CALL),
      { code: 'unexpected', status: 308 },
    ],
  ])('does not repeat %s', async (_, failing, ask, expected) => {
    answers = [failing];
    await expect(ask(atlas())).rejects.toMatchObject(expected);
    expect(server.requests).toHaveLength(1);
  });

  it('gives up a try that takes too long, and says so of the last', async () => {
    answers = [silent];
    expect(await atlas({ timeoutMs: 100 }).calls.get('c-1')).toEqual({ call_id: 'c-1' });
    answers = [silent, silent, silent];
    await expect(atlas({ timeoutMs: 50, retries: 0 }).calls.get('c-1')).rejects.toMatchObject({
      code: 'timed-out',
      message: 'Atlas did not answer within 50 ms',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('says that nobody is there, and why', async () => {
    const client = new Atlas({ url: `http://127.0.0.1:${await closedPort()}`, retries: 1, firstWaitMs: 1 });
    await expect(client.calls.get('c-1')).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('ends when its signal does, also between two tries', async () => {
    answers = [silent];
    const reason = new Error('Enough');
    const soon = (): AbortSignal => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(reason), 50);
      return controller.signal;
    };
    await expect(atlas().calls.get('c-1', { signal: soon() })).rejects.toBe(reason);
    answers = Array<Answering>(2).fill(refuse(503));
    const patient = atlas({ firstWaitMs: 60_000 });
    await expect(patient.calls.get('c-1', { signal: soon() })).rejects.toBe(reason);
    expect(server.requests).toHaveLength(2);
  });

  it('gives the sound of a recording as it comes, whatever the time-out', async () => {
    answers = [
      (response) => {
        response.writeHead(206, { 'content-type': 'audio/mpeg' }).write('ab');
        setTimeout(() => response.end('cd'), 150);
      },
    ];
    const sound = await atlas({ timeoutMs: 100 }).recordings.media('RE1', {
      format: 'mp3',
      range: 'bytes=0-3',
    });
    expect(await new Response(sound).text()).toBe('abcd');
    expect(server.requests[0]).toMatchObject({
      url: '/recordings/RE1/media?format=mp3',
      headers: { range: 'bytes=0-3' },
    });
  });

  it('asks until the call is over', async () => {
    const call =
      (status: string, ended: string | null): Answering =>
      (response) =>
        sendJson(response, 200, { status, ended_at: ended });
    // An attempt has ended, and another follows.
    const ended = '2026-01-02T03:04:05.678Z';
    answers = [call('ringing', null), call('queued', ended), call('canceled', null)];
    expect(await atlas().calls.untilOver('c-1', { everyMs: 1 })).toEqual({
      status: 'canceled',
      ended_at: null,
    });
  });
});
