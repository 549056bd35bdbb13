import { createServer, Agent, get, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { drain } from './stop-on-signals.js';

const listen = async (answer: RequestListener): Promise<{ server: Server; port: number }> => {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return { server, port: (server.address() as AddressInfo).port };
};

const ask = (port: number, agent: Agent): Promise<number | string> =>
  new Promise((resolve) => {
    get({ port, agent, host: '127.0.0.1' }, (response: IncomingMessage) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    }).on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });

describe('drain', () => {
  it('lets what is in flight finish, accepts nothing new, and does not wait for kept-alive connections', async () => {
    const { server, port } = await listen((_request, response) =>
      setTimeout(() => response.end('done'), 200),
    );
    const agent = new Agent({ keepAlive: true });
    await ask(port, agent);
    const inFlight = ask(port, agent);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const started = performance.now();
    const drained = drain(server, 3_000);
    await expect(ask(port, new Agent())).resolves.toBe('ECONNREFUSED');
    await expect(inFlight).resolves.toBe(200);
    await drained;
    expect(performance.now() - started).toBeLessThan(2_500);
    agent.destroy();
  });

  it('cuts off what takes longer than the limit', async () => {
    const { server, port } = await listen(() => undefined);
    const inFlight = ask(port, new Agent());
    await new Promise((resolve) => setTimeout(resolve, 50));
    await drain(server, 100);
    await expect(inFlight).resolves.toBe('ECONNRESET');
  });
});
