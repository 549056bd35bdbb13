import type { Server } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startController, type RunningController } from '../../../test/support/start-controller.js';
import { EdgeController } from '../testing/edge.controller.js';

let server: RunningController;
beforeAll(async () => {
  server = await startController(EdgeController, [], { MAX_CONNECTIONS: '77' });
});
afterAll(() => server.close());

const answerTo = (path: string, headers = ''): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headers}Connection: close\r\n\r\n`),
    );
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
    socket.on('close', () => resolve(answer)).on('error', reject);
  });
const parameters = (count: number): string => Array.from({ length: count }, (_, n) => `a${n}=1`).join('&');
const headers = (count: number): string => Array.from({ length: count }, (_, n) => `X-A${n}: 1\r\n`).join('');

describe('the head of a request', () => {
  it.each([
    [
      'a URL',
      `/things?page=1&x=${'x'.repeat(8_000)}`,
      '',
      414,
      'URI too long: at most 8000 characters are accepted',
    ],
    ['a path', `/things/${'x'.repeat(8_000)}`, '', 414, 'URI too long: at most 8000 characters are accepted'],
    ['a query', `/things?${parameters(101)}`, '', 400, 'Invalid query: must have at most 100 parameters'],
    ['a query', `/things?${'&'.repeat(5_000)}`, '', 400, 'Invalid query: must have at most 100 parameters'],
    ['headers', '/things', headers(101), 431, 'Request headers too large: at most 100 are accepted'],
  ])(
    'is refused where it is larger than any that a client sends: %s',
    async (_what, path, more, status, detail) => {
      const [head = '', body = ''] = (await answerTo(path, more)).split('\r\n\r\n');
      expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(JSON.parse(body)).toEqual({ detail });
    },
  );

  it('may be as large as that', async () => {
    expect(await answerTo(`/things/${'x'.repeat(7_900)}`)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await answerTo(`/things?${parameters(100)}`)).toMatch(/"detail":"Invalid a0: /);
    expect(await answerTo('/things', headers(90))).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('is not bounded so where a signature decides', async () => {
    expect(await answerTo(`/twilio/raw?${parameters(101)}${'x'.repeat(8_000)}`)).toMatch(
      /^HTTP\/1\.1 40[45] /,
    );
  });
});

it('a server ends slow requests within 16 seconds, bounds its connections, and nobody’s answer', () => {
  const bounds = server.server as Server & { connectionsCheckingInterval: number };
  expect(bounds.requestTimeout + bounds.connectionsCheckingInterval).toBeLessThanOrEqual(16_000);
  expect(bounds.headersTimeout).toBeLessThanOrEqual(bounds.requestTimeout);
  expect([bounds.timeout, bounds.maxConnections]).toEqual([0, 77]);
});
