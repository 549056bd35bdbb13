import { once } from 'node:events';
import net, { type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { userBody } from './support/factories.js';
import { testMongoUri } from './support/mongo.js';
import { startStubbedApp, type StubbedApp } from './support/stub-twilio.js';

/** Passes all on to the database, until told to pass nothing on: a network that swallows. */
class SwallowingProxy {
  private readonly sockets = new Set<Socket>();
  private isOpen = true;
  private constructor(private readonly server: Server) {}

  static async start({ hostname, port }: URL): Promise<SwallowingProxy> {
    const target = { host: hostname, port: Number(port) };
    const server = net.createServer();
    const proxy = new SwallowingProxy(server);
    server.on('connection', (client) => {
      const upstream = net.connect(target);
      for (const socket of [client, upstream]) {
        proxy.sockets.add(socket);
        socket.on('error', () => undefined).on('close', () => proxy.sockets.delete(socket));
      }
      client.on('data', (bytes) => proxy.isOpen && upstream.write(bytes));
      upstream.on('data', (bytes) => proxy.isOpen && client.write(bytes));
      client.on('close', () => upstream.destroy());
      upstream.on('close', () => client.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get port(): string {
    return String((this.server.address() as AddressInfo).port);
  }

  swallow(): void {
    this.isOpen = false;
  }

  /** What was swallowed is lost: connections begin anew. */
  pass(): void {
    this.isOpen = true;
    for (const socket of this.sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.pass();
    this.server.close();
    await once(this.server, 'close');
  }
}

let proxy: SwallowingProxy;
let stub: StubbedApp;

beforeAll(async () => {
  const uri = new URL(testMongoUri());
  proxy = await SwallowingProxy.start(uri);
  uri.port = proxy.port;
  stub = await startStubbedApp({ variables: { MONGO_URI: uri.href } });
}, 30_000);
afterAll(async () => {
  proxy.pass();
  await stub.close();
  await proxy.stop();
}, 30_000);

const timed = async (path: string) => {
  const start = performance.now();
  const answer = await request(stub.running.url).get(path);
  return { status: answer.status, body: answer.body as object, ms: performance.now() - start };
};

describe('while Twilio and the database swallow all that is sent to them', () => {
  it('health answers within its limit', async () => {
    stub.answerWith(() => undefined);
    proxy.swallow();
    const [all, live, ready] = await Promise.all(['/health', '/health/live', '/health/ready'].map(timed));
    expect(all).toMatchObject({
      status: 200,
      body: { status: 'degraded', database: 'unhealthy', twilio: 'unhealthy' },
    });
    expect(live).toMatchObject({ status: 200 });
    expect(ready).toMatchObject({ status: 503 });
    for (const { ms } of [all!, live!, ready!]) expect(ms).toBeLessThan(3_000);
  }, 20_000);

  it('a request is answered with 503 before its client gives up, and Atlas recovers', async () => {
    const start = performance.now();
    await request(stub.running.url).post('/users').send(userBody()).expect(503);
    expect(performance.now() - start).toBeLessThan(15_000);
    proxy.pass();
    await request(stub.running.url).post('/users').send(userBody()).expect(201);
  }, 60_000);
});
