import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { maskText } from '../common/logging/mask-text.js';
import { startConnectProxy } from './testing/connect-proxy.js';
import { closedPort, sendJson, startTcpServer, type Answering } from './testing/misbehaving-server.js';
import { closeStarted, failureOf, keep, serviceAt, twilioThat } from './testing/stub-twilio.js';
import { sendAtOnce } from './testing/send-at-once.js';

const SID = `CA${'0123456789abcdef'.repeat(2)}`;
const CALL = {
  to: '+14155552671',
  callId: 'b7a4c3f0-0000-4000-8000-000000000001',
  attempt: 1,
  recordingEnabled: true,
  ringSeconds: 60,
  maxSeconds: 4200,
  hasPlan: false,
};
const CREATED = { sid: SID, status: 'queued', start_time: null, duration: null };

let logged: jest.SpiedFunction<Logger['warn']>;
beforeEach(() => {
  logged = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
});
afterEach(async () => {
  await closeStarted();
  jest.restoreAllMocks();
});

const byText = (a: string[], b: string[]): number => (a.join() < b.join() ? -1 : 1);

describe('placing a call', () => {
  it('asks Twilio as its REST API wants to be asked', async () => {
    const server = await twilioThat((response) => sendJson(response, 201, CREATED));
    await expect(serviceAt(server.url).placeCall(CALL, sendAtOnce)).resolves.toEqual({
      sid: SID,
      status: 'queued',
    });
    const [request] = server.requests;
    const ids = `call_id=${CALL.callId}&attempt=1`;
    expect(server.requests).toHaveLength(1);
    expect(request).toMatchObject({
      method: 'POST',
      url: `/2010-04-01/Accounts/AC${'a'.repeat(32)}/Calls.json`,
    });
    expect(request?.headers).toMatchObject({
      host: `127.0.0.1:${server.port}`,
      authorization: `Basic ${Buffer.from(`AC${'a'.repeat(32)}:a-token-for-tests`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    });
    const given = [...new URLSearchParams(request?.body)];
    expect(given.sort(byText)).toEqual([
      ['FallbackMethod', 'POST'],
      ['FallbackUrl', expect.stringMatching(/^https:\/\/atlas\.example\.com\/twilio\/voice\/fallback\?/)],
      ['From', '+15005550006'],
      ['Method', 'POST'],
      ['StatusCallback', `https://atlas.example.com/twilio/status?${ids}&plan=false#rc=5&rp=all`],
      ['StatusCallbackEvent', 'answered'],
      ['StatusCallbackEvent', 'completed'],
      ['StatusCallbackEvent', 'initiated'],
      ['StatusCallbackEvent', 'ringing'],
      ['StatusCallbackMethod', 'POST'],
      ['TimeLimit', '4200'],
      ['Timeout', '60'],
      ['To', CALL.to],
      [
        'Url',
        `https://atlas.example.com/twilio/voice?${ids}&recording=true#ct=2000&rt=4000&tt=9000&rc=2&rp=all`,
      ],
    ]);
  });

  it('uses the API key where there is one, for the same account', async () => {
    const server = await twilioThat((response) => sendJson(response, 201, CREATED));
    const apiKey = { sid: `SK${'b'.repeat(32)}`, secret: 'the-secret' };
    await serviceAt(server.url, { apiKey }).placeCall(CALL, sendAtOnce);
    expect(server.requests[0]).toMatchObject({
      url: `/2010-04-01/Accounts/AC${'a'.repeat(32)}/Calls.json`,
      headers: { authorization: `Basic ${Buffer.from(`SK${'b'.repeat(32)}:the-secret`).toString('base64')}` },
    });
  });

  it('was surely not sent through a proxy that refuses, which the log tells without its credentials', async () => {
    const proxy = keep(
      await startConnectProxy(({ client }) => client.end('HTTP/1.1 407 Auth\r\nContent-Length: 0\r\n\r\n')),
    );
    const proxyUrl = `http://some-user:some-password@127.0.0.1:${proxy.port}`;
    const failure = await failureOf(
      serviceAt('https://twilio.invalid', { proxyUrl }).placeCall(CALL, sendAtOnce),
    );
    expect(failure).toMatchObject({
      outcome: 'unsent',
      message: 'Twilio could not be reached: the proxy made no connection (HTTP status 407)',
    });
    expect(proxy.tunnels.map(({ target }) => target)).toEqual(['twilio.invalid:443']);
    expect(JSON.stringify(logged.mock.calls)).toContain('HTTP status 407');
    expect(JSON.stringify(logged.mock.calls)).not.toMatch(/some-user|some-password|c29tZS/);
  });

  it.each([
    [400, { code: 21217, message: 'Phone number does not appear to be valid', status: 400 }, 21217],
    [401, { code: 20003, message: 'Authenticate', status: 401 }, 20003],
    [403, { type: 'x', title: 'Forbidden', status: 500, code: 20403, detail: 'Not allowed' }, 20403],
  ])('is refused by a %i, with the code and message of Twilio', async (status, body, code) => {
    const server = await twilioThat((response) => sendJson(response, status, body));
    const failure = await failureOf(serviceAt(server.url).placeCall(CALL, sendAtOnce));
    const message = 'detail' in body ? body.detail : body.message;
    expect(failure).toMatchObject({ outcome: 'refused', kind: 'upstream-refused', code: 'twilio-refused' });
    expect(failure.message).toBe(`Twilio refused the call: ${code} ${message}`);
    expect(failure.retryAfterSeconds).toBeUndefined();
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    '<html>Forbidden</html>',
    '',
    'null',
    '"text"',
    '[]',
    '{"code":"x","message":7}',
    '{"message":" "}',
  ])('is refused by a 4xx whose body is %j, with the status in place of the code', async (body) => {
    const server = await twilioThat((response) => response.writeHead(404).end(body));
    const failure = await failureOf(serviceAt(server.url).placeCall(CALL, sendAtOnce));
    expect(failure.outcome).toBe('refused');
    expect(failure.message).toBe('Twilio refused the call: 404 HTTP status 404');
  });

  it('keeps the number in the message for the client and out of the log', async () => {
    const message = 'The number +1 (415) 555-2671\nis unverified';
    const server = await twilioThat((response) => sendJson(response, 400, { code: 21219, message }));
    const failure = await failureOf(serviceAt(server.url).placeCall(CALL, sendAtOnce));
    expect(failure.message).toContain('+1 (415) 555-2671 is unverified');
    const line = String(logged.mock.calls[0]?.[0]);
    // Every line goes through this on its way out.
    expect(maskText(line)).toBe('Could not place a call: refused, 21219 The number ***2671 is unverified');
    expect(JSON.stringify(logged.mock.calls)).not.toContain('a-token-for-tests');
  });
});

describe('a call of which nothing is known', () => {
  it.each<[string, Answering]>([
    ['a 500', (response) => sendJson(response, 500, { code: 20500, message: 'Internal' })],
    ['a 503 with Retry-After', (response) => sendJson(response, 503, {}, { 'retry-after': '1' })],
    ['a 500 that says 400', (r) => sendJson(r, 500, { type: 't', title: 't', status: 400, code: 1 })],
    ['a redirect', (response) => response.writeHead(307, { location: '/2010-04-01/elsewhere' }).end()],
    ['a 304', (response) => response.writeHead(304).end()],
    ['a 201 that is not JSON', (response) => response.writeHead(201).end('<html>')],
    ['a 201 without a body', (response) => response.writeHead(201).end()],
    ['a 201 with null', (response) => sendJson(response, 201, null)],
    ['a 201 without a SID', (response) => sendJson(response, 201, { status: 'queued' })],
    ['a 201 with another SID', (response) => sendJson(response, 201, { ...CREATED, sid: 'SM123' })],
    ['a 201 with a SID that is no text', (response) => sendJson(response, 201, { ...CREATED, sid: [SID] })],
    ['a reset', (response) => response.socket?.resetAndDestroy()],
    ['a time-out', () => undefined],
    [
      'a 4xx cut short',
      (r) => r.writeHead(400, { 'content-length': '99' }).write('{', () => r.socket?.end()),
    ],
  ])('is followed by %s, and is not repeated', async (_, answer) => {
    const server = await twilioThat(answer);
    const failure = await failureOf(serviceAt(server.url).placeCall(CALL, sendAtOnce));
    expect(failure).toMatchObject({ outcome: 'unknown', code: 'twilio-unknown' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('a call that was surely not placed', () => {
  it('is not tried again, for that is for who keeps the pace', async () => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    const failure = await failureOf(serviceAt(url).placeCall(CALL, sendAtOnce));
    expect(failure).toMatchObject({ outcome: 'unsent', kind: 'unavailable' });
    expect(failure.message).toBe('Twilio could not be reached: the connection was refused');
  });

  it('is one whose TLS handshake fails', async () => {
    const server = keep(await startTcpServer((socket) => socket.once('data', () => socket.end('garbage'))));
    const failure = await failureOf(
      serviceAt(`https://127.0.0.1:${server.port}`).placeCall(CALL, sendAtOnce),
    );
    expect(failure.outcome).toBe('unsent');
    expect(server.connections()).toBe(1);
  });

  it('is one that met 429, which passes on when to come back', async () => {
    const server = await twilioThat((response) => sendJson(response, 429, {}, { 'retry-after': '30' }));
    const failure = await failureOf(serviceAt(server.url).placeCall(CALL, sendAtOnce));
    expect(failure).toMatchObject({ outcome: 'unsent', retryAfterSeconds: 30, reason: { code: 20429 } });
    expect(server.requests).toHaveLength(1);
  });
});

describe('the gate of a call', () => {
  it('is asked when the connection stands, and chooses the moment of the request', async () => {
    const server = await twilioThat((response) => sendJson(response, 201, CREATED));
    const placed = serviceAt(server.url).placeCall(CALL, async ({ send, isAlive }) => {
      expect(isAlive()).toBe(true);
      await delay(100);
      expect(server.requests).toHaveLength(0);
      send();
      send();
    });
    await expect(placed).resolves.toMatchObject({ sid: SID });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['ends without letting it through', async () => undefined],
    ['fails', () => Promise.reject(new Error('no'))],
  ])('that %s leaves nothing sent', async (_, gate) => {
    const server = await twilioThat((response) => sendJson(response, 201, CREATED));
    const failure = await failureOf(serviceAt(server.url).placeCall(CALL, gate));
    expect(failure).toMatchObject({ outcome: 'unsent', reason: { code: 'held' } });
    expect(server.requests).toHaveLength(0);
  });

  it('takes none of the time that Twilio has', async () => {
    const server = await twilioThat((response) => sendJson(response, 201, CREATED));
    const service = serviceAt(server.url, { timeoutMs: 150 });
    const placed = service.placeCall(CALL, async ({ send }) => {
      await delay(300);
      send();
    });
    await expect(placed).resolves.toMatchObject({ sid: SID });
  });

  it('sees that the connection has ended', async () => {
    const server = await twilioThat((response) => sendJson(response, 201, CREATED));
    const service = serviceAt(server.url);
    const failure = await failureOf(
      service.placeCall(CALL, async ({ isAlive }) => {
        service.onApplicationShutdown();
        await delay(50);
        expect(isAlive()).toBe(false);
      }),
    );
    expect(failure.outcome).toBe('unsent');
  });
});

describe('health', () => {
  it.each<[string, boolean, Answering]>([
    ['an active account', true, (response) => sendJson(response, 200, { status: 'active' })],
    ['a suspended account', false, (response) => sendJson(response, 200, { status: 'suspended' })],
    ['refused credentials', false, (response) => sendJson(response, 401, { code: 20003 })],
    ['a failing Twilio', false, (response) => sendJson(response, 500, {})],
    ['too many requests', false, (response) => sendJson(response, 429, {})],
    ['no answer', false, () => undefined],
  ])('of %s is %s', async (_, healthy, answer) => {
    const server = await twilioThat(answer);
    await expect(serviceAt(server.url).isHealthy()).resolves.toBe(healthy);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.url).toBe(`/2010-04-01/Accounts/AC${'a'.repeat(32)}.json`);
  });

  it.each<[string, boolean, Answering]>([
    ['may list calls', true, (response) => sendJson(response, 200, { calls: [] })],
    ['was revoked', false, (response) => sendJson(response, 401, { code: 20003 })],
  ])('of an API key that %s is %s: the account itself is not asked for', async (_, healthy, answer) => {
    const server = await twilioThat(answer);
    const apiKey = { sid: `SK${'b'.repeat(32)}`, secret: 'the-secret' };
    await expect(serviceAt(server.url, { apiKey }).isHealthy()).resolves.toBe(healthy);
    expect(server.requests.map(({ url }) => url)).toEqual([
      `/2010-04-01/Accounts/AC${'a'.repeat(32)}/Calls.json?PageSize=1`,
    ]);
  });
});
