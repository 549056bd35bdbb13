import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startController, type RunningController } from '../../../test/support/start-controller.js';
import { EdgeController } from '../testing/edge.controller.js';

let server: RunningController;
beforeAll(async () => {
  server = await startController(EdgeController, [], { ALLOWED_HOSTS: 'atlas.lan' });
});
afterAll(() => server.close());

interface Answer {
  status?: number;
  headers: http.IncomingHttpHeaders;
  text: string;
}

/** By hand: fetch sends its own Host, and no Origin. */
const send = (method: string, path: string, headers: http.OutgoingHttpHeaders): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const request = http.request({ hostname, port, method, path, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    request.on('error', reject).end();
  });

describe('a request to another host', () => {
  it.each(['GET', 'POST', 'OPTIONS'])('is misdirected, and told so: %s', async (method) => {
    for (const path of ['/things', '/', '/docs', '/openapi.json', '/nothing']) {
      const { status, text } = await send(method, path, { host: 'evil.example' });
      expect([path, status]).toEqual([path, 421]);
      expect(JSON.parse(text)).toEqual({
        detail: expect.stringMatching(/^Misdirected request: .*ALLOWED_HOSTS/),
      });
    }
  });

  it('is taken where a signature decides, or where nothing but health is told', async () => {
    for (const path of ['/twilio/raw', '/TWILIO/raw', '/health', '/health/live'])
      expect([path, (await send('POST', path, { host: 'evil.example' })).status]).not.toEqual([path, 421]);
    for (const path of ['/twilio-x', '/healthy', '/x/health', '//twilio/raw'])
      expect([path, (await send('GET', path, { host: 'evil.example' })).status]).toEqual([path, 421]);
  });

  it('is none where ALLOWED_HOSTS has its name', async () => {
    expect((await send('GET', '/things', { host: 'atlas.lan:1' })).status).toBe(200);
  });

  it('is not made one of its own by what a proxy would tell', async () => {
    const headers = { host: 'evil.example', 'x-forwarded-host': 'localhost', forwarded: 'host=localhost' };
    expect((await send('GET', '/things', headers)).status).toBe(421);
  });
});

describe('a change asked for by a page of another site', () => {
  it('is refused before anything is read', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const { status, text } = await send('POST', '/things', headers);
      expect([headers, status]).toEqual([headers, 403]);
      expect(JSON.parse(text)).toEqual({ detail: expect.stringMatching(/^Cross-site request refused: /) });
    }
  });

  it('is not one where a signature decides', async () => {
    expect((await send('POST', '/twilio/raw', { origin: 'https://evil.example' })).status).toBe(200);
  });

  it('shows nothing either: what is asked for may be read by no other site', async () => {
    const { status, headers } = await send('GET', '/things', { origin: 'https://evil.example' });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});
