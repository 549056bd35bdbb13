import { gunzipSync } from 'node:zlib';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { type RunningController, startController } from '../../test/support/start-controller.js';
import type { Principal } from '../auth/principal.js';
import { VERSION } from '../common/version.js';
import { createEnvironment } from '../config/create-environment.js';
import { ConsoleFiles } from './console-files.service.js';
import { ConsoleController } from './console.controller.js';
import { pagePolicy } from './page-policy.js';
import { ConsoleSessionController } from './session.controller.js';

/** Calls are real: nobody gets in without a key. */
const LIVE = {
  ...{ TWILIO_ACCOUNT_SID: `AC${'0a'.repeat(16)}`, TWILIO_AUTH_TOKEN: 'f'.repeat(32) },
  ...{
    TWILIO_FROM_NUMBER: '+14155550199',
    MONGO_URI: 'mongodb://127.0.0.1',
    BASE_URL: 'https://atlas.example.com',
  },
};
const FIRST_LOAD_BYTES = 150 * 1024;

let running: RunningController;
beforeAll(async () => {
  running = await startController(ConsoleController, [ConsoleFiles]);
});
afterAll(() => running.close());

/** The body as it travels: supertest would unpack it. */
const travelled = (path: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    get(`${running.url}${path}`, { headers: { 'Accept-Encoding': 'gzip' } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve(Buffer.concat(parts)));
    }).on('error', reject);
  });

const pageText = async (): Promise<string> =>
  (await request(running.url).get('/console/calls').expect(200)).text;
const filesOf = (page: string): string[] =>
  [...page.matchAll(/(?:src|href)="(\/console\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');

describe('the console', () => {
  it('is one page at every path, stored by nobody, whose scripts and styles show the nonce of the answer', async () => {
    const answers = await Promise.all(
      ['/console/', '/console/calls/some.call', '/console/calls?status=failed'].map((path) =>
        request(running.url).get(path).expect(200).expect('Content-Type', /html/),
      ),
    );
    const nonces = answers.map(({ headers, text }) => {
      expect(headers['cache-control']).toBe('no-store');
      const policy = headers['content-security-policy'] as string;
      expect(policy).not.toContain('unsafe-');
      const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`);
      const shown = [...text.matchAll(/nonce="([^"]*)"/g)].map(([, each]) => each);
      expect(new Set(shown)).toEqual(new Set([nonce]));
      return nonce;
    });
    expect(new Set(nonces).size).toBe(answers.length);
  });

  it('leads from its name to its page', async () => {
    await request(running.url).get('/console').expect(308).expect('Location', '/console/');
  });

  it('serves each file compressed and for good, and as it is to who wants it so', async () => {
    const files = filesOf(await pageText());
    expect(files.length).toBeGreaterThanOrEqual(2);
    for (const path of files) {
      const plain = await request(running.url).get(path).set('Accept-Encoding', 'identity').expect(200);
      expect(plain.headers['cache-control']).toContain('immutable');
      expect(plain.headers['content-encoding']).toBeUndefined();
      expect(plain.headers['vary']).toContain('Accept-Encoding');
      const packed = await travelled(path);
      // A browser takes a script for one by this alone.
      const type = path.endsWith('.css') ? 'text/css' : 'text/javascript';
      for (const accepted of ['identity', 'gzip', 'br'])
        await request(running.url)
          .get(path)
          .set('Accept-Encoding', accepted)
          .expect('Content-Type', new RegExp(`^${type}`));
      const body: unknown = plain.body;
      const bytes = Buffer.isBuffer(body) ? body : Buffer.from(plain.text);
      expect(gunzipSync(packed).equals(bytes)).toBe(true);
    }
  });

  it.each(['none.js', '..%2findex.html', '.built', '%2e%2e%2f%2e%2e%2fpackage.json', '__proto__'])(
    'has no file %s, and says so for this time only',
    async (name) => {
      const { headers, body } = await request(running.url).get(`/console/assets/${name}`).expect(404);
      expect(headers['cache-control']).toBe('no-store');
      expect((body as { detail: string }).detail).toContain('no such file');
    },
  );

  it('loads at most 150 KB before the first page is there', async () => {
    const sizes = await Promise.all(
      filesOf(await pageText()).map(async (path) => (await travelled(path)).length),
    );
    const sum = sizes.reduce((left, right) => left + right, 0);
    expect(sum).toBeGreaterThan(10_000);
    expect(sum).toBeLessThanOrEqual(FIRST_LOAD_BYTES);
  });

  it('answers 404, to be kept by nobody, where a file was taken away since the start', async () => {
    const files = { find: () => ({ root: tmpdir(), name: 'gone.js.br', encoding: 'br' }), isBuilt: true };
    const bare = await startController(ConsoleController, [{ provide: ConsoleFiles, useValue: files }]);
    const answer = await request(bare.url).get('/console/assets/gone.js').expect(404);
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.headers['cache-control'] ?? '').not.toContain('immutable');
    await bare.close();
  });
});

it('the page is given nothing but its own', () => {
  expect(pagePolicy('bm9uY2U=').split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self' 'nonce-bm9uY2U='",
    "style-src 'self' 'nonce-bm9uY2U='",
    "connect-src 'self' blob:",
    "img-src 'self' data:",
    "media-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]);
});

it.each<[object, boolean, boolean]>([
  [{ ENVIRONMENT: 'test', TWILIO_MODE: 'simulator' }, true, true],
  [{ ENVIRONMENT: 'production', TWILIO_MODE: 'live', ...LIVE }, false, false],
])(
  'its session says of %j whether nobody signs in: %s, and whether no phone rings: %s',
  (variables, is_open, is_simulated) => {
    const controller = new ConsoleSessionController(createEnvironment({ ...variables }));
    const principal: Principal = {
      kind: 'person',
      id: 'person:1',
      name: 'Ada',
      scopes: new Set(['calls:read']),
    };
    expect(controller.session({ principal })).toEqual({
      ...{ kind: 'person', name: 'Ada', scopes: ['calls:read'] },
      ...{ is_open, is_simulated, version: VERSION },
    });
  },
);
