import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { answerBrokenRequests } from './broken-requests.js';
import { boundConnections, boundSlowClients } from './connection-bounds.js';

const SLOWEST = {
  headersTimeout: 300,
  requestTimeout: 600,
  keepAliveTimeout: 400,
  connectionsCheckingInterval: 50,
};
const WAITS_MS = 2_000;

let server: Server;
const sockets: Socket[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  for (const socket of sockets.splice(0)) socket.destroy();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const serve = async (bound: (server: Server) => void, listener: RequestListener): Promise<void> => {
  server = createServer(listener);
  answerBrokenRequests(server);
  bound(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
};
const open = async (from = '127.0.0.1'): Promise<Socket> => {
  const socket = connect({
    port: (server.address() as AddressInfo).port,
    host: '127.0.0.1',
    localAddress: from,
  });
  sockets.push(socket.on('error', () => undefined));
  await once(socket, 'connect');
  return socket;
};
/** What comes until the server ends the connection. */
const untilClosed = async (socket: Socket): Promise<string> => {
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(socket, 'close');
  return text;
};
const asked = async (text: string): Promise<string> => {
  const socket = await open();
  socket.write(text);
  return untilClosed(socket);
};

describe('a client that does not come to the end of its request', () => {
  const bodies: RequestListener = (request, response) => {
    request.resume().on('end', () => response.end('read'));
  };

  it.each([
    ['nothing', ''],
    ['half of the headers', 'GET / HTTP/1.1\r\nHost: x\r\n'],
    ['half of the body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345'],
    ['a body without an end', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n'],
  ])('is answered 408 and let go: %s', async (_name, text) => {
    await serve((each) => boundSlowClients(each, SLOWEST), bodies);
    expect(await asked(text)).toMatch(/^HTTP\/1\.1 408 [^]*"detail":"Request timeout/);
  });

  it('is let go while it drips, however steadily', async () => {
    await serve((each) => boundSlowClients(each, SLOWEST), bodies);
    const socket = await open();
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n');
    const drip = setInterval(() => socket.write('.'), 20);
    expect(await untilClosed(socket)).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(drip);
  });

  it('is let go where it sends no further one', async () => {
    await serve((each) => boundSlowClients(each, SLOWEST), bodies);
    expect(await asked('GET / HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('hears no second answer where it was refused before', async () => {
    await serve(
      (each) => boundSlowClients(each, SLOWEST),
      (_request, response) => response.writeHead(403).end('refused'),
    );
    const text = await asked('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345');
    expect(text).toMatch(/^HTTP\/1\.1 403 /);
    expect(text).not.toContain('408');
  });
});

describe('an answer', () => {
  it('may take longer than a request, at once or in parts', async () => {
    await serve(
      (each) => boundSlowClients(each, SLOWEST),
      ({ url }, response) => {
        if (url === '/parts') response.write('begin ');
        setTimeout(() => response.end('end'), WAITS_MS);
      },
    );
    const ask = (path: string) => asked(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    const [once_, parts] = await Promise.all([ask('/'), ask('/parts')]);
    expect(once_).toMatch(/^HTTP\/1\.1 200 [^]*end$/);
    expect(parts).toMatch(/^HTTP\/1\.1 200 [^]*begin[^]*end/);
  });
});

describe('connections', () => {
  const answer: RequestListener = (_request, response) => response.end('answered');
  const limits = { maxConnections: 4, maxConnectionsPerAddress: 2, isProxy: () => false };
  const isServed = async (socket: Socket): Promise<boolean> => {
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    const got = await Promise.race([
      once(socket, 'data').catch(() => []),
      once(socket, 'close').then(() => []),
    ]);
    return String(got[0] ?? '').includes('answered');
  };

  it('of one address are refused above its limit, those of another are not, until one is closed', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    await serve((each) => boundConnections(each, limits), answer);
    const [first, second, third, other] = [await open(), await open(), await open(), await open('127.0.0.2')];
    expect(await Promise.all([first, second, third, other].map(isServed))).toEqual([true, true, false, true]);
    expect(await isServed(await open())).toBe(false);
    expect(warn.mock.calls).toEqual([[expect.stringContaining('MAX_CONNECTIONS_PER_ADDRESS')]]);
    first.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await isServed(await open())).toBe(true);
  });

  it('of all are refused above the limit', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    await serve((each) => boundConnections(each, limits), answer);
    const addresses = ['127.0.0.1', '127.0.0.1', '127.0.0.2', '127.0.0.2', '127.0.0.3'];
    const served: boolean[] = [];
    for (const address of addresses) served.push(await isServed(await open(address)));
    expect(served).toEqual([true, true, true, true, false]);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('MAX_CONNECTIONS allows'));
  });

  it('of a trusted proxy are not counted, for they are those of many', async () => {
    const isProxy = (address: string): boolean => address === '127.0.0.1';
    await serve((each) => boundConnections(each, { ...limits, isProxy }), answer);
    for (let n = 0; n < 4; n += 1) expect(await isServed(await open())).toBe(true);
  });
});
