import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import request from 'supertest';
import { type Scope, SCOPES } from '../src/auth/scope.js';
import { ApiKeysService } from '../src/auth/keys/api-keys.service.js';
import { RefusalsService } from '../src/limits/refusals.service.js';
import { ending } from './support/endless.js';
import { callBody, userBody } from './support/factories.js';
import { type StubbedApp, startStubbedApp } from './support/stub-twilio.js';

/** Calls would be real: nobody gets in without a key. */
const GUARDED = {
  ENVIRONMENT: 'production',
  TWILIO_MODE: 'live',
  TWILIO_ACCOUNT_SID: `AC${'0a'.repeat(16)}`,
  TWILIO_AUTH_TOKEN: 'f'.repeat(32),
  TWILIO_FROM_NUMBER: '+14155550199',
  TRUST_PROXY: '1',
};
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
type Method = (typeof METHODS)[number];
interface Operation {
  method: Method;
  path: string;
  scope?: Scope;
  security?: object[];
}

let stub: StubbedApp;
let url: string;
let operations: Operation[];

beforeAll(async () => {
  stub = await startStubbedApp({ variables: GUARDED });
  ({ url } = stub.running);
  const { body } = await request(url).get('/openapi.json').expect(200);
  const paths = body.paths as Record<
    string,
    Record<Method, { 'x-required-scope'?: Scope; security?: object[] }>
  >;
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, each]) => ({
      method: method as Method,
      path: path.replaceAll(/\{\w+\}/g, 'nothing'),
      scope: each['x-required-scope'],
      security: each.security,
    })),
  );
}, 30_000);
afterAll(() => stub.close());

const makeKey = async (...scopes: Scope[]): Promise<string> =>
  (await stub.running.app.get(ApiKeysService).create({ name: scopes.join(), scopes })).key;
let addresses = 0;
/** Each time from another address: failures are counted for each, and there are more of them than one may have. */
const send = ({ method, path }: Pick<Operation, 'method' | 'path'>, key?: string) => {
  addresses += 1;
  const sent = request(url)
    [method](ending(path))
    .set('X-Forwarded-For', `198.51.${addresses >> 8}.${addresses & 255}`);
  return key ? sent.set('Authorization', `Bearer ${key}`) : sent;
};
const PUBLIC = /^\/($|health|twilio\/|sign-in|sign-out$|me($|\/))/;

describe('every route', () => {
  it('says its scope, or is one of those that everybody may use', () => {
    expect(operations.length).toBeGreaterThan(25);
    const isPublic = ({ path }: Operation) => PUBLIC.test(path);
    const said = operations.filter((each) => !isPublic(each));
    expect(operations.filter(isPublic).map(({ scope }) => scope)).toEqual(
      operations.filter(isPublic).map(() => undefined),
    );
    expect(said.filter(({ scope }) => !SCOPES.includes(scope!))).toEqual([]);
    expect(said.map(({ security }) => security)).toEqual(said.map(() => [{ bearer: [] }, { key: [] }]));
  });

  it('is refused to strangers with 401, and to a key that is none', async () => {
    for (const operation of operations.filter(({ scope }) => scope)) {
      const answer = await send(operation);
      expect([operation.path, answer.status, answer.body]).toEqual([
        operation.path,
        401,
        { detail: 'Authentication required: send an API key as "Authorization: Bearer …" or X-API-Key' },
      ]);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="atlas"');
      const wrong = await send(operation, `atlas_${'A'.repeat(43)}`).expect(401);
      expect(wrong.headers['www-authenticate']).toBe('Bearer realm="atlas", error="invalid_token"');
    }
  });

  it('is refused with 403 to a key that has all other scopes, and not to one that has it, or admin', async () => {
    const admin = await makeKey('admin');
    for (const scope of SCOPES) {
      const [own, others] = [
        await makeKey(scope),
        await makeKey(...SCOPES.filter((each) => each !== scope && each !== 'admin')),
      ];
      for (const operation of operations.filter((each) => each.scope === scope)) {
        const refused = await send(operation, others).expect(403);
        expect(refused.body).toEqual({ detail: `Forbidden: this needs the scope ${scope}` });
        expect(refused.headers['www-authenticate']).toContain(`error="insufficient_scope", scope="${scope}"`);
        for (const key of [own, admin]) {
          const { status } = await send(operation, key);
          expect([operation.path, [401, 403].includes(status)]).toEqual([operation.path, false]);
        }
      }
    }
  }, 30_000);

  it('that everybody may use asks for no key', async () => {
    await request(url).get('/').expect(200);
    await request(url).get('/docs').expect(200);
    await request(url).get('/redoc').expect(200);
    await request(url).get('/health/live').expect(200);
    const { body } = await request(url).get('/health').expect(200);
    expect(Object.keys(body as object)).toEqual(['status', 'version', 'database', 'twilio', 'twilio_mode']);
    await request(url).post('/twilio/status').expect(403, { detail: 'Invalid Twilio signature' });
    const known = await request(url)
      .get('/health')
      .set('X-API-Key', await makeKey('users:read'));
    expect(known.body).toHaveProperty('dispatch');
    const count = jest.spyOn(stub.running.app.get(RefusalsService), 'count');
    await request(url).get('/health').expect(200, body);
    expect(count).not.toHaveBeenCalled();
    await request(url)
      .get('/health')
      .set('X-API-Key', `atlas_${'A'.repeat(43)}`)
      .expect(200);
    expect(count).toHaveBeenCalledWith('credential');
    count.mockRestore();
  });

  it('that is none is 401 to strangers, and 404 or 405 to others', async () => {
    const key = await makeKey('calls:read');
    for (const path of ['/nothing', '/calls/a/b/c']) await request(url).get(path).expect(401);
    await request(url).delete('/users').expect(401);
    await request(url)
      .get('/nothing')
      .set('X-API-Key', key)
      .expect(404, { detail: 'Route not found: GET /nothing' });
    const { headers } = await request(url).delete('/users').set('X-API-Key', key).expect(405);
    expect(headers['allow']).toBe('GET, HEAD, POST');
  });
});

describe('a stranger', () => {
  it('is refused before the body is looked at, or has come', async () => {
    await request(url).post('/users').set('Content-Type', 'application/json').send('{').expect(401);
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /users HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{`,
    );
    const [head] = await new Promise<string[]>((resolve) =>
      socket.once('data', (bytes) => resolve(bytes.toString().split('\r\n'))),
    );
    socket.destroy();
    expect(head).toBe('HTTP/1.1 401 Unauthorized');
  });
});

describe('two callers', () => {
  it('may use the same Idempotency-Key, each for its own request', async () => {
    const [one, other] = [await makeKey('users:write'), await makeKey('users:write')];
    const make = (key: string, body: object) =>
      request(url).post('/users').set('X-API-Key', key).set('Idempotency-Key', 'same').send(body);
    const first = await make(one, userBody()).expect(201);
    const second = await make(other, userBody()).expect(201);
    expect((second.body as { id: string }).id).not.toBe((first.body as { id: string }).id);
  });
});

describe('the routes of the keys', () => {
  it('make a key that is shown once, list it, and revoke it on every instance within five seconds', async () => {
    const admin = await makeKey('admin');
    const asAdmin = (method: Method, path: string) => request(url)[method](path).set('X-API-Key', admin);
    const scopes = ['calls:write', 'calls:read'];
    const made = await asAdmin('post', '/keys').send({ name: 'cron', scopes }).expect(201);
    const { key, ...shown } = made.body as { key: string; id: string; prefix: string };
    expect(key).toMatch(/^atlas_[\w-]{43}$/);
    expect(key.startsWith(shown.prefix)).toBe(true);
    expect(made.headers['location']).toBe(`/keys/${shown.id}`);
    await request(url).post('/calls/outbound').set('X-API-Key', key).send(callBody()).expect(201);

    const listed = await asAdmin('get', '/keys').expect(200);
    expect(JSON.stringify(listed.body)).not.toContain(key);
    expect((listed.body as { data: object[] }).data).toContainEqual({
      ...shown,
      last_used_at: expect.any(String),
    });

    const other = await startStubbedApp({
      variables: GUARDED,
      databaseName: stub.running.environment.mongoDb,
    });
    try {
      const asHolder = () => request(other.running.url).get('/calls').set('X-API-Key', key);
      await asHolder().expect(200);
      await asAdmin('delete', `/keys/${shown.id}`).expect(200);
      await new Promise((resolve) => setTimeout(resolve, 4_500));
      await asHolder().expect(401);
      await request(url).get('/calls').set('X-API-Key', key).expect(401);
    } finally {
      await other.close();
    }
    await asAdmin('delete', '/keys/nobody').expect(404, { detail: 'API key not found: nobody' });
    await asAdmin('post', '/keys')
      .send({ name: 'x', scopes: ['all'] })
      .expect(400);
  }, 30_000);
});
