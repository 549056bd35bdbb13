import { gzipSync } from 'node:zlib';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { startController, type RunningController } from '../../../test/support/start-controller.js';
import { EdgeController } from '../testing/edge.controller.js';

let server: RunningController;
beforeAll(async () => {
  server = await startController(EdgeController, []);
});
afterAll(() => server.close());

interface Answer {
  status: number;
  body: unknown;
}
const post = async (
  path: string,
  body: RequestInit['body'],
  headers: Record<string, string>,
): Promise<Answer> => {
  const response = await fetch(`${server.url}${path}`, { method: 'POST', body, headers });
  return { status: response.status, body: await response.json() };
};
const JSON_TYPE = { 'Content-Type': 'application/json' };
const good = JSON.stringify({ script: 'Hello' });

/** Sends bytes as they are, for what fetch would not send. */
const send = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
    socket.on('close', () => resolve(answer)).on('error', reject);
  });

describe('a JSON route', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'application/merge-patch+json',
  ])('takes %s', async (type) => {
    expect(await post('/things', good, { 'Content-Type': type })).toEqual({
      status: 201,
      body: { length: 5 },
    });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/jsonp',
    'application/json-seq',
    'text/json',
    'nonsense',
    '',
  ])('refuses the media type "%s" with 415', async (type) => {
    const detail = 'Unsupported media type: the body must be application/json';
    expect(await post('/things', new TextEncoder().encode(good), { 'Content-Type': type })).toEqual({
      status: 415,
      body: { detail },
    });
  });

  it('refuses a body without a media type with 415', async () => {
    expect((await post('/things', new Uint8Array([123, 125]), {})).status).toBe(415);
    const chunked = await send(
      'POST /things HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
    );
    expect(chunked).toMatch(/^HTTP\/1.1 415 /);
  });

  it('asks for an object where there is no body, or another JSON value', async () => {
    const refused = { status: 400, body: { detail: 'Invalid body: must be a JSON object' } };
    expect(await post('/things', null, {})).toEqual(refused);
    for (const json of ['[]', 'null', '3', '"text"', 'true'])
      expect(await post('/things', json, JSON_TYPE)).toEqual(refused);
  });

  it('reads an empty JSON body as an object without fields', async () => {
    const detail = 'Invalid script: is required and must be a string of 1 to 2000 characters';
    expect(await post('/things', null, JSON_TYPE)).toEqual({ status: 400, body: { detail } });
  });

  it.each(['{', '{"a"', "{'a':1}", 'undefined', '{"a":1}}', '\u0000', '{"a":NaN}'])(
    'says that %j is malformed',
    async (json) => {
      const detail = 'Malformed JSON: the body could not be parsed';
      expect(await post('/things', json, JSON_TYPE)).toEqual({ status: 400, body: { detail } });
    },
  );

  it('refuses more than 100 kB with 413, also when it is compressed', async () => {
    const large = JSON.stringify({ script: 'x'.repeat(110_000) });
    const refused = {
      status: 413,
      body: { detail: 'Request body too large: at most 102400 bytes are accepted' },
    };
    expect(await post('/things', large, JSON_TYPE)).toEqual(refused);
    expect(await post('/things', gzipSync(large), { ...JSON_TYPE, 'Content-Encoding': 'gzip' })).toEqual(
      refused,
    );
    expect((await post('/twilio/raw', large, {})).status).toBe(413);
  });

  it.each(['/things', '/twilio/raw'])(
    'refuses what is announced as too large before it has come: %s',
    async (path) => {
      const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n`;
      const [status = '', body = ''] = (await send(`${head}Content-Length: 99999999999\r\n\r\n{`)).split(
        '\r\n\r\n',
      );
      expect(status).toMatch(/^HTTP\/1.1 413 /);
      expect(JSON.parse(body)).toEqual({
        detail: 'Request body too large: at most 102400 bytes are accepted',
      });
    },
  );

  it('refuses encodings and charsets that it cannot read with 415', async () => {
    expect((await post('/things', good, { ...JSON_TYPE, 'Content-Encoding': 'zip' })).status).toBe(415);
    expect(
      (await post('/things', good, { 'Content-Type': 'application/json; charset=klingon' })).status,
    ).toBe(415);
  });

  it.each([
    ['gzip', Buffer.from('not gzip')],
    ['gzip', gzipSync(good).subarray(0, 10)],
    ['deflate', Buffer.from('not deflate')],
    ['br', Buffer.from('not brotli')],
  ])('refuses a body that is no %s with 400, without the words of zlib', async (encoding, body) => {
    expect(await post('/things', body, { ...JSON_TYPE, 'Content-Encoding': encoding })).toEqual({
      status: 400,
      body: { detail: 'Malformed body: it is not what Content-Encoding says' },
    });
  });

  it('refuses bytes that are not UTF-8, rather than store other ones', async () => {
    const latin = Buffer.from('{"script":"caf\u00e9"}', 'latin1');
    expect(await post('/things', latin, JSON_TYPE)).toEqual({
      status: 400,
      body: { detail: 'Malformed JSON: the body is not UTF-8' },
    });
    const marked = Buffer.from('\uFEFF{"script":"caf\u00e9"}');
    expect(await post('/things', marked, JSON_TYPE)).toEqual({ status: 201, body: { length: 4 } });
  });

  it('answers an unknown path and another method before it looks at the media type', async () => {
    expect((await post('/nope', 'a=b', { 'Content-Type': 'text/plain' })).status).toBe(404);
    expect((await post('/things/1', 'a=b', { 'Content-Type': 'text/plain' })).status).toBe(405);
  });
});

describe('a webhook', () => {
  it.each(['application/x-www-form-urlencoded', 'application/json', 'text/plain', 'nonsense'])(
    'keeps the bytes of %s as they came',
    async (type) => {
      const body = 'a=1&a=2&b[c]=%2B1&{"x":\u00e9';
      const answer = await post('/twilio/raw', body, { 'Content-Type': type });
      expect(answer).toEqual({ status: 200, body: { raw: Buffer.from(body).toString('latin1') } });
    },
  );

  it('has no bytes where nothing was sent', async () => {
    expect(await post('/TWILIO/raw/', null, {})).toEqual({ status: 200, body: { raw: '' } });
  });
});

describe('what node:http itself refuses', () => {
  it.each([
    ['GET / HTTP/9.9\r\n\r\n', 400],
    ['nonsense\r\n\r\n', 400],
    ['GET /things HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\nHost: localhost\r\nA: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', 400],
    ['GET / HTTP/1.1\r\nHost: localhost\r\nExpect: tea\r\n\r\n', 417],
  ])('leaves as {"detail"}: %j', async (text, status) => {
    const [head = '', body = ''] = (await send(text)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(JSON.parse(body)).toEqual({ detail: expect.any(String) });
  });
});

it('nothing that is sent makes a 500', async () => {
  const path = fc.constantFrom(
    '/things',
    '/things/1',
    '/explode/x',
    '/twilio/raw',
    '/',
    '/things?page[$gt]=1',
    '/things/%00',
    '/%',
  );
  const method = fc.constantFrom('GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS');
  const type = fc.constantFrom(
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json;charset=utf-16',
  );
  const body = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    fc.constant('{"__proto__":{"script":"x"}}'),
  );
  await fc.assert(
    fc.asyncProperty(path, method, type, body, async (where, verb, contentType, text) => {
      const options = { method: verb, headers: { 'Content-Type': contentType } };
      const response = await fetch(server.url + where, verb === 'GET' ? options : { ...options, body: text });
      const answer = await response.text();
      const keys = response.status < 400 ? ['detail'] : Object.keys(JSON.parse(answer) as object);
      expect([response.status < 500, keys]).toEqual([true, ['detail']]);
    }),
    { numRuns: 150 },
  );
}, 30_000);
