import type { AgentOptions } from 'node:https';
import { afterEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '../../test/support/wait-for.js';
import { exchange, ExchangeError } from './http-exchange.js';
import type { ExchangeAnswer } from './read-answer.js';
import { startConnectProxy, type Tunnelling } from './testing/connect-proxy.js';
import { closedPort } from './testing/misbehaving-server.js';
import { startTlsServer, TLS_CLIENT } from './testing/tls-server.js';
import { TunnelAgent } from './tunnel-agent.js';

const started: { close(): Promise<void> }[] = [];
const keep = <T extends { close(): Promise<void> }>(one: T): T => {
  started.push(one);
  return one;
};
afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.close()));
});

const agentAt = (port: number, options: AgentOptions & { tunnelMs?: number } = {}): TunnelAgent => {
  const settings = { keepAlive: true, tunnelMs: 2_000, ...TLS_CLIENT, ...options };
  const agent = new TunnelAgent(`http://us%40er:pass%3Aword@127.0.0.1:${port}`, settings);
  keep({ close: () => Promise.resolve(agent.destroy()) });
  return agent;
};

const ask = (port: number, agent: TunnelAgent, timeoutMs = 2_000): Promise<ExchangeAnswer> =>
  exchange({
    method: 'POST',
    url: new URL(`https://localhost:${port}/path`),
    headers: { Authorization: 'Basic c2VjcmV0' },
    body: 'hello',
    timeoutMs,
    agent,
  });

const failure = async (answer: Promise<ExchangeAnswer>): Promise<ExchangeError> => {
  const error = await answer.then(
    () => new Error('an answer came'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ExchangeError)) throw error;
  return error;
};

/** A proxy that does so, and a server behind it that is never reached. */
const behind = async (act: Tunnelling, timeoutMs?: number) => {
  const [proxy, server] = [keep(await startConnectProxy(act)), keep(await startTlsServer())];
  const { sent, code, message } = await failure(ask(server.port, agentAt(proxy.port), timeoutMs));
  const [tunnel] = proxy.tunnels;
  return { sent, code, message, tunnel, bodies: server.bodies };
};

describe('an exchange through a proxy', () => {
  it('is encrypted for its target, shows the proxy only where to, and keeps its connection', async () => {
    const [proxy, server] = [keep(await startConnectProxy()), keep(await startTlsServer())];
    const agent = agentAt(proxy.port);
    for (let n = 0; n < 3; n += 1)
      await expect(ask(server.port, agent)).resolves.toMatchObject({ statusCode: 200, body: 'ok' });
    expect(server.bodies).toEqual(['hello', 'hello', 'hello']);
    expect([proxy.tunnels.length, server.handshakes()]).toEqual([1, 1]);
    const [tunnel] = proxy.tunnels;
    expect(tunnel?.target).toBe(`localhost:${server.port}`);
    expect(tunnel?.authorization).toBe(`Basic ${Buffer.from('us@er:pass:word').toString('base64')}`);
    expect(tunnel?.sent()).not.toMatch(/hello|path|c2VjcmV0/);
  });

  it('keeps its connection for longer than the proxy may take to make one', async () => {
    const [proxy, server] = [keep(await startConnectProxy()), keep(await startTlsServer())];
    const agent = agentAt(proxy.port, { tunnelMs: 150 });
    await ask(server.port, agent);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await ask(server.port, agent);
    expect([proxy.tunnels.length, server.bodies.length]).toEqual([1, 2]);
  });

  it('shares one tunnel among many, where one is allowed', async () => {
    const [proxy, server] = [keep(await startConnectProxy()), keep(await startTlsServer())];
    const agent = agentAt(proxy.port, { maxSockets: 1 });
    await ask(server.port, agent);
    const answers = await Promise.all([1, 2, 3].map(() => ask(server.port, agent)));
    expect([answers.length, proxy.tunnels.length]).toEqual([3, 1]);
  });
});

describe('surely unsent is what meets', () => {
  it.each([403, 407, 502, 302, 204])('a proxy that answers %i', async (status) => {
    const { sent, code, message, bodies } = await behind(({ client }) =>
      client.end(`HTTP/1.1 ${status} No\r\nContent-Length: 2\r\n\r\nno`),
    );
    expect({ sent, code, bodies }).toEqual({ sent: false, code: 'EPROXY', bodies: [] });
    expect(message).toBe(`the proxy made no connection (HTTP status ${status})`);
  });

  it.each<[string, Tunnelling]>([
    ['resets', ({ client }) => client.resetAndDestroy()],
    ['closes', ({ client }) => client.end()],
    ['speaks no HTTP', ({ client }) => client.end('what?\r\n\r\n')],
    ['dies in the middle of its answer', ({ client }) => client.end('HTTP/1.1 200 Connec')],
  ])('a proxy that %s', async (_, act) => {
    const { sent, code, message, bodies } = await behind(act);
    expect({ sent, code, bodies }).toEqual({ sent: false, code: 'EPROXY', bodies: [] });
    expect(message).not.toMatch(/127|pass|us@er|localhost/);
  });

  it('no proxy at all', async () => {
    const server = keep(await startTlsServer());
    const { sent, code, message } = await failure(ask(server.port, agentAt(await closedPort())));
    expect({ sent, code }).toEqual({ sent: false, code: 'EPROXY' });
    expect(message).toBe('the proxy made no connection (ECONNREFUSED)');
  });

  it('a proxy that never answers, and its connection is ended', async () => {
    const proxy = keep(await startConnectProxy(() => undefined));
    const agent = agentAt(proxy.port, { tunnelMs: 200 });
    const early = failure(ask(9, agent, 100));
    const { sent, message } = await failure(ask(9, agent, 2_000));
    expect({ sent, message }).toEqual({
      sent: false,
      message: 'the proxy made no connection (ETIMEDOUT)',
    });
    await expect(early).resolves.toMatchObject({ sent: false, code: 'ETIMEDOUT' });
    await waitFor('the end of both connections', async () => proxy.standing() === 0);
  });

  it.each<[string, Tunnelling]>([
    [
      'dies within the TLS handshake',
      ({ client }) => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        client.once('data', () => client.resetAndDestroy());
      },
    ],
    [
      'answers in place of its target',
      ({ client }) => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        client.once('data', () => client.end('HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n'));
      },
    ],
    ['opens a tunnel to nowhere', ({ client }) => void client.write('HTTP/1.1 200 OK\r\n\r\n')],
  ])('a proxy that %s', async (_, act) => {
    const { sent, tunnel } = await behind(act, 400);
    expect(sent).toBe(false);
    expect(tunnel?.sent()).not.toContain('hello');
  });

  it('a request that was given up before its tunnel stood, and it is not sent later', async () => {
    const server = keep(await startTlsServer());
    let opened = 0;
    const later: Tunnelling = (_, open) =>
      void setTimeout(() => open().on('connect', () => (opened += 1)), 300);
    const proxy = keep(await startConnectProxy(later));
    const agent = agentAt(proxy.port);
    await expect(failure(ask(server.port, agent, 100))).resolves.toMatchObject({ sent: false });
    await waitFor('the tunnel', async () => opened === 1);
    await expect(ask(server.port, agent)).resolves.toMatchObject({ statusCode: 200 });
    expect(server.bodies).toEqual(['hello']);
  });
});

it('perhaps sent is what met a proxy that died after the request', async () => {
  const proxy = keep(await startConnectProxy());
  const server = keep(await startTlsServer(() => proxy.tunnels[0]?.client.resetAndDestroy()));
  const { sent } = await failure(ask(server.port, agentAt(proxy.port)));
  expect(sent).toBe(true);
  expect(server.bodies).toEqual(['hello']);
});
