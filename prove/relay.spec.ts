import http, { type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Relay } from './relay.js';

let server: Server;
let relay: Relay;

beforeEach(async () => {
  server = http.createServer((request, response) => request.pipe(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  relay = await Relay.open((server.address() as AddressInfo).port);
});
afterEach(async () => {
  await relay.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const ask = async (body: string): Promise<string> =>
  (await fetch(relay.url, { method: 'POST', body, signal: AbortSignal.timeout(5_000) })).text();

describe('the public address of an instance', () => {
  it('leads to it, save while it is cut', async () => {
    await expect(ask('before')).resolves.toBe('before');
    relay.cut();
    await expect(ask('meanwhile')).rejects.toThrow('fetch failed');
    relay.mend();
    await expect(ask('after')).resolves.toBe('after');
  });

  it('fails while the instance does not listen', async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await expect(ask('nobody')).rejects.toThrow('fetch failed');
  });
});
