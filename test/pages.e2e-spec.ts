import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { AtlasProcess } from '../src/demo/atlas-process.js';
import { hasBrowser, startBrowser } from './support/chromium.js';

const MAIN = resolve('dist/main.js');
const TIMEOUT_MS = 60_000;

/** What went wrong while a page was looked at. */
interface Visit {
  page: Page;
  faults: string[];
}

(hasBrowser ? describe : describe.skip)('the pages of the documentation', () => {
  let directory: string;
  let atlas: AtlasProcess;
  let browser: Browser;
  let operations: string[];

  beforeAll(async () => {
    if (!existsSync(MAIN)) throw new Error('dist is missing: run "npm run build" first');
    directory = await mkdtemp(join(tmpdir(), 'atlas-pages-'));
    atlas = await AtlasProcess.start(MAIN, directory, 1);
    [browser] = await Promise.all([startBrowser(), atlas.ready(AbortSignal.timeout(TIMEOUT_MS))]);
    const document = (await (await fetch(`${atlas.url}/openapi.json`)).json()) as {
      paths: Record<string, object>;
    };
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
  }, TIMEOUT_MS);

  afterAll(async () => {
    await browser?.close();
    await atlas?.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }, TIMEOUT_MS);

  /** Opens a page and takes down console errors, failed answers, and whatever is asked of another host. */
  async function visit(path: string): Promise<Visit> {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
    page.on('requestfailed', (request) => faults.push(`failed: ${request.url()}`));
    page.on('response', (response) => {
      if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
    });
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (!['data:', 'blob:'].includes(protocol) && origin !== atlas.url)
        faults.push(`elsewhere: ${request.url()}`);
    });
    await page.goto(`${atlas.url}${path}`);
    return { page, faults };
  }

  it(
    'notices what it looks for',
    async () => {
      const { page, faults } = await visit('/openapi.json');
      await page.evaluate("fetch('/nowhere').then(() => console.error('planted'))");
      const failed = page.waitForEvent('requestfailed');
      await page.goto('data:text/html,<img src="http://127.0.0.1:9/picture.png">');
      await failed;
      const kinds = faults.map((fault) => fault.split(':')[0]);
      expect(kinds).toEqual(expect.arrayContaining(['elsewhere', 'failed', '404', 'console']));
    },
    TIMEOUT_MS,
  );

  it(
    'Swagger UI shows every operation, without an error and without another host',
    async () => {
      const { page, faults } = await visit('/docs');
      await page.waitForSelector('.opblock-summary');
      const shown = await page.$$eval('.opblock-summary', (blocks) =>
        blocks.map((block) => (block as unknown as { innerText: string }).innerText.split(/\s+/).slice(0, 2)),
      );
      const plain = shown.map(
        ([method = '', path = '']) => `${method.toLowerCase()} ${path.replaceAll('\u200B', '')}`,
      );
      expect(plain.toSorted()).toEqual(operations.toSorted());
      await page.click('.opblock-summary');
      await page.waitForSelector('.opblock-body .responses-table');
      expect(faults).toEqual([]);
      await page.close();
    },
    TIMEOUT_MS,
  );

  it(
    'ReDoc shows every operation, without an error and without another host',
    async () => {
      const { page, faults } = await visit('/redoc');
      await page.waitForSelector('[role=menuitem]');
      const shown = await page.$$eval('[id^="tag/"][id*="/operation/"]', (sections) => sections.length);
      expect(shown).toBe(operations.length);
      await page.waitForLoadState('networkidle');
      expect(faults).toEqual([]);
      await page.close();
    },
    TIMEOUT_MS,
  );
});
