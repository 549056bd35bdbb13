import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { startController, type RunningController } from '../../test/support/start-controller.js';
import { RedocController } from './redoc.controller.js';

let server: RunningController;
beforeAll(async () => {
  server = await startController(RedocController, []);
});
afterAll(() => server.close());

const get = (path: string): request.Test => request(server.url).get(path);
/** Every address that a page loads by itself. */
const loaded = (html: string): string[] =>
  [...html.matchAll(/(?:src|spec-url|href)="([^"]*)"/g)].map((match) => match[1] ?? '');

describe('the pages', () => {
  it('ReDoc asks for what stands beside it, with and without a slash at the end', async () => {
    const page = await get('/redoc').expect(200).expect('Content-Type', 'text/html; charset=utf-8');
    expect(loaded(page.text)).toEqual(['data:,', './openapi.json', './redoc/redoc.standalone.js']);
    const withSlash = await get('/redoc/').expect(200);
    expect(loaded(withSlash.text)).toEqual(['data:,', '../openapi.json', '../redoc/redoc.standalone.js']);
  });

  it('ReDoc may make its worker from a blob; all else comes from Atlas', async () => {
    const policy = (await get('/redoc')).headers['content-security-policy'] ?? '';
    expect(policy).toContain("worker-src 'self' blob:");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/https:|upgrade-insecure-requests/);
    expect((await get('/docs')).headers['content-security-policy']).not.toContain('worker-src');
  });

  it('ReDoc’s bundle loads no picture from elsewhere', async () => {
    const { text } = await get('/redoc/redoc.standalone.js')
      .expect(200)
      .expect('Content-Type', /javascript/);
    expect(text.length).toBeGreaterThan(500_000);
    expect(text).not.toContain('cdn.redoc.ly');
  });

  it('may be kept by a browser, as their assets may', async () => {
    for (const path of ['/docs', '/docs/swagger-ui-bundle.js', '/redoc', '/openapi.json'])
      expect([path, (await get(path)).headers['cache-control']]).not.toEqual([path, 'no-store']);
    await get('/redoc/redoc.standalone.js').expect('Cache-Control', 'public, max-age=86400');
    await get('/nothing').expect('Cache-Control', 'no-store');
  });

  it('Swagger UI and its assets are here', async () => {
    const page = await get('/docs').expect(200).expect('Content-Type', /html/);
    const assets = loaded(page.text);
    expect(assets.length).toBeGreaterThan(3);
    for (const asset of assets) await get(new URL(asset, 'http://atlas/docs').pathname).expect(200);
  });
});

it('openapi.json holds no route of the pages themselves', async () => {
  const { body } = (await get('/openapi.json').expect(200)) as { body: { openapi: string; paths: object } };
  expect([body.openapi, body.paths]).toEqual([expect.stringMatching(/^3\./), {}]);
});
