import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:tls';
import { type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Destination } from './destination.js';
import { post } from './post.js';

const WITHIN_MS = 5_000;
const opened: { close: () => unknown }[] = [];
afterEach(() => {
  for (const each of opened.splice(0)) each.close();
});

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const listening = async <
  T extends { close: () => unknown; listen: Server['listen']; address: Server['address'] },
>(
  server: T,
): Promise<number> => {
  opened.push(server);
  server.listen(0, '127.0.0.1');
  await once(server as never, 'listening');
  return (server.address() as AddressInfo).port;
};

/** A name that nobody else would resolve, at this machine. */
const destinationOf = (port: number, protocol = 'http'): Destination => ({
  url: new URL(`${protocol}://hooks.invalid:${port}/told?a=b`),
  address: '127.0.0.1',
  family: 4,
});

const startServer = async (handle: Handler): Promise<{ destination: Destination; sockets: Set<Socket> }> => {
  const server = createServer((request, response) => {
    request.resume().on('end', () => handle(request, response));
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  const destination = destinationOf(await listening(server));
  return { destination, sockets };
};

describe('what is sent to an endpoint', () => {
  it('goes to the address that was found out, with its name, and again over the same connection', async () => {
    const hosts: (string | undefined)[] = [];
    const { destination, sockets } = await startServer(({ headers, url }, response) => {
      hosts.push(headers.host, url);
      response.end('taken');
    });
    for (let n = 0; n < 3; n += 1)
      await expect(post(destination, {}, '{}', WITHIN_MS)).resolves.toEqual({ status: 200, answer: 'taken' });
    expect(hosts.slice(0, 2)).toEqual([destination.url.host, '/told?a=b']);
    expect(sockets.size).toBe(1);
  });

  it('is sent again where the connection was closed while nothing was sent, and only then', async () => {
    let asked = 0;
    const { destination, sockets } = await startServer(({ socket }, response) => {
      asked += 1;
      // Answers the first; cuts the second, which comes over the same connection, as if it had been closed before.
      if (asked === 1) response.end();
      else if (asked === 2) socket.resetAndDestroy();
      else response.writeHead(204).end();
    });
    await post(destination, {}, '{}', WITHIN_MS);
    await expect(post(destination, {}, '{}', WITHIN_MS)).resolves.toMatchObject({ status: 204 });
    expect({ asked, connections: sockets.size }).toEqual({ asked: 3, connections: 2 });
    const cutting = await startServer(({ socket }) => socket.resetAndDestroy());
    await expect(post(cutting.destination, {}, '{}', WITHIN_MS)).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    expect(cutting.sockets.size).toBe(1);
  });

  it('fails where the endpoint wants another protocol', async () => {
    const { destination } = await startServer(({ socket }) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n');
    });
    await expect(post(destination, {}, '{}', WITHIN_MS)).rejects.toThrow('another protocol');
  });

  it('is not read to its end where it has none, and such a connection is not used again', async () => {
    const { destination, sockets } = await startServer((_, response) => {
      const more = (): void =>
        void (response.destroyed || !response.write('x'.repeat(4_096)) || setImmediate(more));
      response.on('drain', more);
      more();
    });
    for (let n = 0; n < 2; n += 1) {
      const { answer } = await post(destination, {}, '{}', WITHIN_MS);
      expect(answer).toBe('x'.repeat(1_024));
    }
    expect(sockets.size).toBe(2);
  });

  it('asks a server for the certificate of its name', async () => {
    const names: string[] = [];
    const server = createTlsServer({
      SNICallback: (name, done) => {
        names.push(name);
        done(new Error('There is none'));
      },
    });
    server.on('tlsClientError', () => undefined);
    const port = await listening(server as never);
    await expect(post(destinationOf(port, 'https'), {}, '{}', WITHIN_MS)).rejects.toMatchObject({
      code: expect.any(String),
    });
    expect(names).toEqual(['hooks.invalid']);
  });
});
