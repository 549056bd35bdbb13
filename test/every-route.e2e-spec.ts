import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { ending } from './support/endless.js';
import { callBody, feedbackBody, userBody } from './support/factories.js';
import { type RunningApp, startApp } from './support/start-app.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
type Method = (typeof METHODS)[number];

interface Operation {
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, object> };
}

/** Not JSON, though each may look like it. */
const MEDIA_TYPES = ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'text/json'];
/** What MongoDB or a prototype would make of input that is not what it should be. */
const OPERATORS = [{ $gt: '' }, { $ne: null }, { $where: 'sleep(1)' }, [{ $ne: 1 }], { $regex: '.*' }];
/** A list is a batch, each row of which is refused by itself. */
const operatorsFor = (path: string): unknown[] =>
  path === '/calls/batch' ? OPERATORS.filter((operator) => !Array.isArray(operator)) : OPERATORS;
const NAMES = ['{"$gt":""}', '$ne', '[object Object]', '__proto__', 'constructor', '..%2f..%2fetc', '%00'];
/** A valid body of each route that takes one; a new one has to be named here. */
const BODIES: Record<string, () => object> = {
  'post /users': () => userBody({ external_id: 'x' }),
  'patch /users/{user_id}': () => userBody({ external_id: 'x' }),
  'post /people': () => ({ email: 'grace@example.com', name: 'Grace', role: 'viewer' }),
  'patch /people/{person_id}': () => ({ role: 'viewer', disabled: true }),
  'post /keys': () => ({ name: 'reminders', scopes: ['calls:read'], expires_at: '2999-01-01T00:00:00Z' }),
  'post /calls/outbound': () => callBody({ recording_enabled: true }),
  'post /calls/batch': () => ({ calls: [callBody()] }),
  'patch /calls/{call}': () => ({
    ...{ scheduled_at: '2999-01-01T00:00:00Z', expires_at: '2999-01-02T00:00:00Z', priority: 3 },
    ...{ machine_detection: 'enable', script: 'Hello.', ring_timeout: 20, recording_enabled: true },
  }),
  'put /calls/{call}/hold': () => ({ reason: 'Case 2026-17.' }),
  'post /do-not-call': () => ({ number: '+14155550199', source: 'support', note: 'Asked.' }),
  'post /do-not-call/import': () => ({ numbers: ['+14155550199'], source: 'support', note: 'Asked.' }),
  'post /privacy/exports': () => ({ number: '+14155550188' }),
  'post /privacy/erasures': () => ({ number: '+14155550188' }),
  'post /recordings/{recording_sid}/links': () => ({ format: 'wav', expires_in: 60 }),
  'patch /calls/{call_sid}/feedback': () => feedbackBody({ notes: 'Well done.' }),
  'post /subscriptions': () => ({ url: 'https://example.com/hook', types: ['call.*'], description: 'x' }),
  'patch /subscriptions/{subscription_id}': () => ({ types: ['*'], enabled: true, description: 'x' }),
  'post /subscriptions/{subscription_id}/replays': () => ({
    ...{ status: 'dead', type: 'call.ended' },
    ...{ since: '2026-01-01T00:00:00Z', until: '2026-01-02T00:00:00Z' },
  }),
  'post /sign-in': () => ({ email: 'nobody@example.com', password: 'wrong' }),
  'post /sign-in/link': () => ({ token: 'none', password: 'correct horse battery' }),
  'put /me/password': () => ({ current_password: 'wrong', new_password: 'correct horse battery' }),
};

let running: RunningApp;
let operations: { method: Method; path: string; operation: Operation }[];

beforeAll(async () => {
  running = await startApp();
  const { body } = await request(running.url).get('/openapi.json').expect(200);
  const paths = body.paths as Record<string, Partial<Record<Method, Operation>>>;
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method as Method, path, operation })),
  );
}, 30_000);
afterAll(() => running.close());

const at = (path: string, name = 'nothing'): string => path.replaceAll(/\{\w+\}/g, name);
const send = (method: Method, path: string) => request(running.url)[method](ending(path));
const detailOf = ({ body }: { body: unknown }): string => {
  expect(body).toEqual({ detail: expect.any(String) });
  return (body as { detail: string }).detail;
};
const jsonRoutes = () =>
  operations.filter(({ operation }) => operation.requestBody?.content['application/json']);

describe('every route', () => {
  it('that takes JSON refuses any other media type with 415', async () => {
    expect(jsonRoutes().length).toBeGreaterThanOrEqual(4);
    for (const { method, path } of jsonRoutes()) {
      for (const type of MEDIA_TYPES) {
        const answer = await send(method, at(path)).set('Content-Type', type).send('a=1').expect(415);
        expect(detailOf(answer)).toContain('application/json');
      }
    }
  });

  it('answers another method with 405 and Allow', async () => {
    for (const path of new Set(operations.map((each) => each.path))) {
      const known = operations.filter((each) => each.path === path).map(({ method }) => method);
      // Its page is no operation of the API.
      if (path === '/sign-in') known.push('get');
      for (const method of METHODS) {
        const answer = await send(method, at(path));
        if (known.includes(method)) continue;
        expect([path, method, answer.status]).toEqual([path, method, 405]);
        const allowed = answer.headers['allow']?.split(', ') ?? [];
        const own = known.map((each) => each.toUpperCase());
        expect(allowed.filter((each) => each !== 'HEAD').toSorted()).toEqual(own.toSorted());
        expect(detailOf(answer)).toContain(`Method ${method.toUpperCase()} is not allowed on`);
      }
    }
  });

  it('tells its methods to OPTIONS, and of none that only a parameter would take', async () => {
    const { headers } = await request(running.url).options('/calls/outbound').expect(204);
    expect(headers['allow']).toBe('POST');
    expect((await request(running.url).options('/calls/other').expect(204)).headers['allow']).toBe(
      'GET, HEAD, PATCH',
    );
  });

  it('refuses operators of MongoDB in each field of its body', async () => {
    for (const { method, path } of jsonRoutes()) {
      const body = BODIES[`${method} ${path}`]?.();
      if (!body) throw new Error(`There is no body for ${method} ${path}`);
      for (const field of Object.keys(body)) {
        for (const operator of operatorsFor(path)) {
          const answer = await send(method, at(path)).send({ ...body, [field]: operator });
          expect([field, answer.status]).toEqual([field, 400]);
          expect(detailOf(answer)).toMatch(new RegExp(`^Invalid ${field}: `));
        }
      }
      for (const operator of ['$where', '$set', 'a.b', 'constructor']) {
        const answer = await send(method, at(path))
          .send({ ...body, [operator]: 1 })
          .expect(400);
        expect(detailOf(answer)).toContain(operator);
      }
    }
  });

  it('refuses operators of MongoDB in each parameter of its query', async () => {
    for (const { method, path, operation } of operations.filter((each) => !each.path.startsWith('/twilio'))) {
      for (const { name } of (operation.parameters ?? []).filter((each) => each.in === 'query')) {
        for (const query of [
          `${name}[$gt]=1`,
          `${name}[$ne]=`,
          `${name}=1&${name}=2`,
          `${name}[]=1`,
          `$where=1`,
        ]) {
          const answer = await send(method, `${at(path)}?${query}`);
          expect([path, query, answer.status]).toEqual([path, query, 400]);
          detailOf(answer);
        }
      }
    }
  });

  it('finds nothing under a name that is none, and never fails', async () => {
    for (const { method, path } of operations.filter((each) => each.path.includes('{'))) {
      for (const name of NAMES) {
        const body = BODIES[`${method} ${path}`]?.();
        const answer = await send(method, at(path, encodeURIComponent(name))).send(body);
        expect([path, name, answer.status]).toEqual([path, name, 404]);
        detailOf(answer);
      }
    }
  });

  it('tells nothing of the software, and each request its id', async () => {
    for (const { method, path } of operations) {
      const { headers } = await send(method, at(path));
      expect(headers).toMatchObject({
        'x-request-id': expect.stringMatching(/^[\w.-]{1,128}$/),
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.any(String),
        'cache-control': 'no-store',
      });
      expect(headers).not.toHaveProperty('x-powered-by');
    }
  });
});

describe('the assets of the pages', () => {
  it.each([
    '/docs/../package.json',
    '/docs/..%2fpackage.json',
    '/docs/%2e%2e/%2e%2e/package.json',
    '/docs/..%5cpackage.json',
    '/redoc/..%2f..%2fpackage.json',
    '/redoc/redoc.standalone.js/../../package.json',
    '/docs//etc/passwd',
  ])('lead nowhere else: %s', async (path) => {
    const { hostname, port } = new URL(running.url);
    const { status, body } = await new Promise<{ status?: number; body: string }>((resolve, reject) => {
      // By hand: every client would tidy the path up first.
      const raw = http.request({ hostname, port, path }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode, body: text }));
      });
      raw.on('error', reject).end();
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body).not.toMatch(/"dependencies"|root:/);
  });
});
