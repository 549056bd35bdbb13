import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { SendGate } from './send-gate.js';
import { exchange, ExchangeError } from './http-exchange.js';
import type { ExchangeAnswer } from './read-answer.js';
import {
  closedPort,
  startHttpServer,
  startTcpServer,
  type LocalServer,
} from './testing/misbehaving-server.js';
import { startTlsServer, TLS_CLIENT } from './testing/tls-server.js';

const started: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.close()));
});

const track = async (server: Promise<LocalServer>): Promise<LocalServer> => {
  started.push(await server);
  return server;
};

const agentFor = (secure: boolean, options: https.AgentOptions = {}): http.Agent => {
  const agent = new (secure ? https : http).Agent({ keepAlive: true, ...options });
  started.push({ close: () => Promise.resolve(agent.destroy()) });
  return agent;
};

const ask = (url: string, timeoutMs = 2_000, agent = agentFor(url.startsWith('https:'))) =>
  exchange({
    method: 'POST',
    url: new URL(url),
    headers: { 'content-type': 'text/plain' },
    body: 'hello',
    timeoutMs,
    agent,
  });

const failure = async (answer: Promise<ExchangeAnswer>): Promise<{ sent: boolean; code: string }> => {
  const error = await answer.then(
    () => new Error('an answer came'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ExchangeError)) throw error;
  return { sent: error.sent, code: error.code };
};

describe('an exchange', () => {
  it('gives the whole answer, whatever its status, and follows no redirect', async () => {
    const server = await track(
      startHttpServer((response) => response.writeHead(302, { location: '/elsewhere' }).end('moved')),
    );
    await expect(ask(`${server.url}/a?b=c`)).resolves.toMatchObject({ statusCode: 302, body: 'moved' });
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject({ method: 'POST', url: '/a?b=c', body: 'hello' });
    expect(server.requests[0]?.headers['content-length']).toBe('5');
  });

  it('uses one connection for several requests', async () => {
    const server = await track(startHttpServer((response) => response.end('ok')));
    const agent = agentFor(false);
    for (let n = 0; n < 5; n += 1) await ask(server.url, 2_000, agent);
    expect(server.connections()).toBe(1);
  });

  it('reuses the connection that a waiting request was given', async () => {
    const server = await track(startHttpServer((response) => response.end('ok')));
    const agent = agentFor(false, { maxSockets: 1 });
    const answers = await Promise.all([1, 2, 3].map(() => ask(server.url, 2_000, agent)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    expect(server.connections()).toBe(1);
  });
});

describe('an exchange over TLS', () => {
  it('sends once the handshake is done, and keeps the connection', async () => {
    const server = await startTlsServer();
    started.push(server);
    const agent = agentFor(true, { ...TLS_CLIENT, maxSockets: 1 });
    const url = `https://127.0.0.1:${server.port}`;
    await expect(Promise.all([ask(url, 2_000, agent), ask(url, 2_000, agent)])).resolves.toHaveLength(2);
    await expect(ask(url, 2_000, agent)).resolves.toMatchObject({ statusCode: 200, body: 'ok' });
    expect(server.handshakes()).toBe(1);
  });
});

describe('what is surely unsent', () => {
  it('is a refused connection', async () => {
    const port = await closedPort();
    await expect(failure(ask(`http://127.0.0.1:${port}`))).resolves.toEqual({
      sent: false,
      code: 'ECONNREFUSED',
    });
  });

  it('is a name that does not resolve', async () => {
    const { sent, code } = await failure(ask('http://atlas-test.invalid'));
    expect(sent).toBe(false);
    expect(['ENOTFOUND', 'EAI_AGAIN']).toContain(code);
  });

  it('is an answer to the TLS handshake that is not TLS', async () => {
    const server = await track(
      startTcpServer((socket) => socket.once('data', () => socket.end('HTTP/1.1 400\r\n\r\n'))),
    );
    await expect(failure(ask(`https://127.0.0.1:${server.port}`))).resolves.toMatchObject({ sent: false });
  });

  it('is a reset within the TLS handshake', async () => {
    const server = await track(
      startTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy())),
    );
    await expect(failure(ask(`https://127.0.0.1:${server.port}`))).resolves.toMatchObject({ sent: false });
  });

  it('is a TLS handshake that never ends, and the server saw no request', async () => {
    const received: Buffer[] = [];
    const server = await track(startTcpServer((socket) => socket.on('data', (data) => received.push(data))));
    const outcome = await failure(ask(`https://127.0.0.1:${server.port}`, 300));
    expect(outcome).toEqual({ sent: false, code: 'ETIMEDOUT' });
    expect(Buffer.concat(received).toString('latin1')).not.toContain('hello');
  });

  it('is a request that found no free connection in time, and it is not sent later', async () => {
    const server = await track(startHttpServer((response) => setTimeout(() => response.end('ok'), 400)));
    const agent = agentFor(false, { maxSockets: 1 });
    const first = ask(server.url, 2_000, agent);
    await expect(failure(ask(server.url, 100, agent))).resolves.toEqual({ sent: false, code: 'ETIMEDOUT' });
    await first;
    await ask(server.url, 2_000, agent);
    expect(server.requests).toHaveLength(2);
  });
});

describe('a request that waits for its moment', () => {
  const askGated = (url: string, gate: SendGate, agent = agentFor(false), timeoutMs = 20_000) =>
    exchange({ method: 'POST', url: new URL(url), headers: {}, body: 'hello', timeoutMs, agent, gate });
  const until = async (isOver: () => boolean): Promise<void> => {
    while (!isOver()) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it('is held where its kept connection ends meanwhile, and says nothing of the other end', async () => {
    const server = await track(startHttpServer((response) => response.end('ok')));
    const agent = agentFor(false);
    await ask(server.url, 2_000, agent);
    const gate: SendGate = async ({ isAlive }) => {
      server.closeConnections();
      await until(() => !isAlive());
    };
    await expect(failure(askGated(server.url, gate, agent))).resolves.toEqual({ sent: false, code: 'held' });
  });

  it('has failed where a new connection ends', async () => {
    const server = await track(startHttpServer((response) => response.end('ok')));
    const gate: SendGate = async ({ isAlive }) => {
      server.closeConnections();
      await until(() => !isAlive());
    };
    await expect(failure(askGated(server.url, gate))).resolves.toMatchObject({
      sent: false,
      code: 'ECONNRESET',
    });
  });

  it('is not kept waiting until the other end may close its connection', async () => {
    const server = await track(startHttpServer((response) => response.end('ok')));
    const from = performance.now();
    await expect(failure(askGated(server.url, ({ isAlive }) => until(() => !isAlive())))).resolves.toEqual({
      sent: false,
      code: 'held',
    });
    expect(performance.now() - from).toBeLessThan(2_500);
  });

  it('does not wait long for its connection', async () => {
    const agent = agentFor(false, { maxSockets: 1 });
    const server = await track(startHttpServer(() => undefined));
    const first = failure(ask(server.url, 6_000, agent));
    const from = performance.now();
    const second = failure(askGated(server.url, async ({ send }) => send(), agent));
    await expect(second).resolves.toMatchObject({ sent: false, code: 'ETIMEDOUT' });
    expect(performance.now() - from).toBeLessThan(5_000);
    await first;
  });
});

describe('what may have been sent', () => {
  const afterRequest = (act: (socket: Socket) => void) =>
    track(startTcpServer((socket) => socket.once('data', () => act(socket))));

  it.each<[string, (socket: Socket) => void]>([
    ['a reset', (socket) => socket.resetAndDestroy()],
    ['a closed connection', (socket) => socket.end()],
    ['an answer that is not HTTP', (socket) => socket.end('what?\r\n\r\n')],
    [
      'an answer cut short',
      (socket) => socket.end('HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{"sid"'),
    ],
    [
      'a chunked answer cut short',
      (s) => s.end('HTTP/1.1 201 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe'),
    ],
    [
      'an upgrade',
      (s) => s.end('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
    ],
    ['an answer without end', (s) => s.write('HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{"sid"')],
    ['only an interim answer', (s) => s.write('HTTP/1.1 103 Early Hints\r\n\r\n')],
    ['no answer', () => undefined],
  ])('is followed by %s', async (_, act) => {
    const server = await afterRequest(act);
    await expect(failure(ask(server.url, 300))).resolves.toMatchObject({ sent: true });
  });

  it('is a request on a kept connection that the server resets', async () => {
    const sockets: Socket[] = [];
    const server = await track(
      startTcpServer((socket) => {
        sockets.push(socket);
        socket.once('data', () => {
          socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
          socket.once('data', () => socket.resetAndDestroy());
        });
      }),
    );
    const agent = agentFor(false);
    await ask(server.url, 2_000, agent);
    await expect(failure(ask(server.url, 2_000, agent))).resolves.toMatchObject({
      sent: true,
      code: 'ECONNRESET',
    });
    expect(sockets).toHaveLength(1);
  });
});
