import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { HttpException, ServiceUnavailableException, UnauthorizedException } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { startController, type RunningController } from '../../../test/support/start-controller.js';
import { EdgeController, ThingError } from '../testing/edge.controller.js';
import type { ErrorKind } from '../domain-error.js';

let server: RunningController;
beforeAll(async () => {
  server = await startController(EdgeController, []);
});
afterAll(() => server.close());

const explode = (bomb: unknown, accept = '*/*'): request.Test => {
  EdgeController.bomb = bomb;
  return request(server.url).get('/explode?to=1').set('Accept', accept);
};

describe('a domain error', () => {
  it.each<[ErrorKind, number]>([
    ['invalid', 400],
    ['unauthorized', 401],
    ['forbidden', 403],
    ['not-found', 404],
    ['conflict', 409],
    ['unprocessable', 422],
    ['upstream-refused', 502],
    ['unavailable', 503],
  ])('of kind %s leaves as %d with its detail alone', async (kind, status) => {
    const response = await explode(new ThingError(kind)).expect(status);
    expect(response.text).toBe(`{"detail":"Thing failed: ${kind}"}`);
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(response.headers['retry-after']).toBeUndefined();
  });

  it('tells when to try again, in whole seconds', async () => {
    const { headers } = await explode(new ThingError('unavailable', 1.2)).expect(503);
    expect(headers['retry-after']).toBe('2');
  });
});

describe('what nobody expected', () => {
  it.each([
    [new Error('secret cause')],
    [new TypeError('x')],
    ['a text'],
    [null],
    [undefined],
    [{ status: 404, message: 'not exposed' }],
    [Object.assign(new Error('E11000 duplicate key'), { code: 11000 })],
    [new HttpException('hidden', 500)],
  ])('leaves as the one 500: %p', async (bomb) => {
    const response = await explode(bomb).expect(500);
    expect(response.text).toBe('{"detail":"Internal server error: unexpected error occurred"}');
    expect(response.headers['x-request-id']).toMatch(/^[\w.-]{36}$/);
  });

  it('cuts off an answer that has begun: its status is sent, and half of it is no answer', async () => {
    await expect(fetch(`${server.url}/half`).then((response) => response.text())).rejects.toThrow(
      /terminated|fetch failed/,
    );
  });

  it('keeps the status and sentence of Nest and of middleware', async () => {
    const teapot = Object.assign(new Error('short and stout'), { status: 418, expose: true });
    const bombs = [
      new UnauthorizedException('Missing API key'),
      new ServiceUnavailableException('Busy'),
      teapot,
    ];
    const answers = [];
    for (const bomb of bombs) answers.push(await explode(bomb));
    expect(answers.map(({ status, body }) => [status, body as unknown])).toEqual([
      [401, { detail: 'Missing API key' }],
      [503, { detail: 'Busy' }],
      [418, { detail: 'short and stout' }],
    ]);
  });
});

describe('a client that accepts application/problem+json', () => {
  it('gets the same detail in an RFC 9457 problem', async () => {
    const response = await explode(new ThingError('conflict'), 'application/problem+json')
      .set('X-Request-Id', 'req-1')
      .expect(409);
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(JSON.parse(response.text)).toEqual({
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
      detail: 'Thing failed: conflict',
      instance: '/explode',
      request_id: 'req-1',
    });
  });

  it('gets the path as the instance, also when the whole URL was the target', async () => {
    const { port } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.end('GET http://other.example/nope?a=1 HTTP/1.0\r\nAccept: application/problem+json\r\n\r\n');
    const answer = await text(socket);
    expect(answer).toContain('"instance":"/nope"');
  });

  it('gets all the faults of a validation failure', async () => {
    const response = await request(server.url)
      .post('/things')
      .set('Accept', 'application/problem+json')
      .send({ script: '', x: 1 })
      .expect(400);
    expect(JSON.parse(response.text)).toMatchObject({
      detail: 'Invalid script: must be a string of 1 to 2000 characters',
      errors: [
        { field: 'script', message: 'must be a string of 1 to 2000 characters' },
        { field: 'x', message: 'unknown field' },
      ],
    });
  });

  it.each<[string, boolean]>([
    ['application/json, application/problem+json', true],
    ['application/problem+json;q=0.5, text/html', true],
    ['Application/Problem+JSON', true],
    ['application/problem+json;q=0', false],
    ['application/problem+json;q=0.1, application/json', false],
    ['application/problem+json;q=x', false],
    ['*/*', false],
    ['application/*', false],
    ['text/html', false],
    ['', false],
  ])('by Accept: %s: %s', async (accept, expected) => {
    const { headers } = await explode(new ThingError('conflict'), accept);
    expect(headers['content-type']?.startsWith('application/problem+json')).toBe(expected);
    expect(headers['vary']).toContain('Accept');
  });
});

describe('unknown routes and methods', () => {
  it.each([
    ['GET', '/nope'],
    ['POST', '/nope'],
    ['DELETE', '/things/1/parts'],
    ['GET', '/things/1/2/3'],
    ['GET', '//'],
  ])('%s %s is 404 and names the route', async (method, path) => {
    const response = await fetch(`${server.url}${path}?secret=1`, { method });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ detail: `Route not found: ${method} ${path}` });
  });

  it.each([
    ['DELETE', '/things', 'GET, HEAD, POST'],
    ['PUT', '/things', 'GET, HEAD, POST'],
    ['POST', '/things/1', 'GET, HEAD'],
    ['GET', '/things/1/parts/2', 'PATCH'],
    ['GET', '/THINGS/1/parts/2/', 'PATCH'],
    ['GET', '/twilio/raw', 'POST'],
  ])('%s %s is 405 with Allow', async (method, path, allow) => {
    const response = await fetch(`${server.url}${path}`, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allow);
    expect(await response.json()).toEqual({
      detail: `Method ${method} is not allowed on ${path}: use ${allow}`,
    });
  });

  it('HEAD works where GET does, and its failures have no body', async () => {
    for (const [path, status] of [
      ['/things', 200],
      ['/nope', 404],
      ['/things/1/parts/2', 405],
    ] as const) {
      const response = await fetch(`${server.url}${path}`, { method: 'HEAD' });
      expect([path, response.status, await response.text()]).toEqual([path, status, '']);
    }
  });

  it('OPTIONS tells the methods of a known path', async () => {
    const response = await fetch(`${server.url}/things`, { method: 'OPTIONS' });
    expect([response.status, response.headers.get('allow'), await response.text()]).toEqual([
      204,
      'GET, HEAD, POST',
      '',
    ]);
    expect((await fetch(`${server.url}/nope`, { method: 'OPTIONS' })).status).toBe(404);
  });

  it('a malformed escape in the path is the client’s fault', async () => {
    const response = await fetch(`${server.url}/things/%E0%A4%A`);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ detail: 'Invalid path: must be percent-encoded UTF-8' });
  });
});
