import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { sendJson, startHttpServer, startTcpServer, type LocalServer } from './testing/misbehaving-server.js';
import { TwilioRequestClient, type RequestClientSettings } from './twilio-request-client.js';

const started: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.close()));
  jest.restoreAllMocks();
});

const clientWith = (settings: RequestClientSettings): TwilioRequestClient => {
  const client = new TwilioRequestClient(settings);
  started.push({ close: () => Promise.resolve(client.close()) });
  return client;
};
const track = async (server: Promise<LocalServer>): Promise<LocalServer> => {
  started.push(await server);
  return server;
};

const CREDENTIALS = { username: 'AC1', password: 'secret' };
const ok = () => track(startHttpServer((response) => sendJson(response, 200, { a: 1 })));

describe("the SDK's way to the network", () => {
  it('replaces scheme, host and port, and keeps path and query', async () => {
    const server = await ok();
    const client = clientWith({ timeoutMs: 1_000, apiBaseUrl: `${server.url}/` });
    const uri = 'https://api.twilio.com:443//v1/a%20b?x=1';
    const params = { 'StartTime>': '2026-01-02', Status: ['busy', 'failed'], To: undefined, None: null };
    const answer = await client.request({ method: 'get', uri, params, ...CREDENTIALS });
    expect(answer).toMatchObject({ statusCode: 200, body: '{"a":1}' });
    expect(server.requests[0]).toMatchObject({
      method: 'GET',
      url: '//v1/a%20b?x=1&StartTime%3E=2026-01-02&Status=busy&Status=failed&None=',
      body: '',
    });
  });

  it("goes to the SDK's own host without a base URL", async () => {
    const server = await track(startTcpServer((socket) => socket.destroy()));
    const uri = `https://127.0.0.1:${server.port}/v1`;
    const asked = clientWith({ timeoutMs: 1_000 }).request({ method: 'get', uri, ...CREDENTIALS });
    await expect(asked).rejects.toMatchObject({ outcome: 'unsent' });
    expect(server.connections()).toBe(1);
  });

  it("takes the request's own time limit before the account's", async () => {
    const server = await track(startHttpServer(() => undefined));
    const client = clientWith({ timeoutMs: 60_000, apiBaseUrl: server.url });
    const asked = client.request({ method: 'get', uri: 'https://x/', timeout: 50, ...CREDENTIALS });
    await expect(asked).rejects.toMatchObject({
      outcome: 'unknown',
      reason: { message: 'no answer within 50 ms' },
    });
  });

  it('keeps and prints nothing of a request, even when asked to debug', async () => {
    const printed = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    const server = await ok();
    const client = clientWith({ timeoutMs: 1_000, apiBaseUrl: server.url });
    await client.request({
      method: 'post',
      uri: 'https://x/',
      data: { To: '+1' },
      logLevel: 'debug',
      ...CREDENTIALS,
    });
    expect(server.requests[0]?.body).toBe('To=%2B1');
    expect(printed).not.toHaveBeenCalled();
  });
});
