import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import request from 'supertest';
import type { BatchDto } from '../src/calls/placing/dto/batch.dto.js';
import type { CallDto } from '../src/calls/view/dto/call.dto.js';
import type { UserDto } from '../src/users/dto/user.dto.js';
import { ENDLESS_PATH } from './support/endless.js';
import { hasBrowser, startBrowser } from './support/chromium.js';
import { simulatedCalls } from './support/simulator-truth.js';
import { type RunningApp, startApp } from './support/start-app.js';
import { waitFor } from './support/wait-for.js';

const TIMEOUT_MS = 180_000;

interface OpenApi {
  paths: Record<
    string,
    Record<string, { tags: string[]; requestBody?: { content: Record<string, { example?: object }> } }>
  >;
}

/** Nothing of the page's own examples has such an id: the callee of their call is busy, and is not recorded; nobody is told of it. */
const UNNAMED = ['{recording_sid}', '{subscription_id}', '{delivery_id}'];
/** After it nothing that names a user succeeds. */
const LAST = 'delete /users/{user_id}';
/** What ends by itself and can be asked of what the page's own examples leave. Of two forms of an export one is enough. */
const isAsked = (name: string): boolean =>
  name !== `get ${ENDLESS_PATH}` && !UNNAMED.some((id) => name.includes(id)) && !name.endsWith('.ndjson');

(hasBrowser ? describe : describe.skip)('“Try it out”', () => {
  let running: RunningApp;
  let browser: Browser;
  let page: Page;
  let document: OpenApi;
  let faults: string[];
  let operations: Map<string, string>;

  beforeAll(async () => {
    [running, browser] = await Promise.all([startApp(), startBrowser()]);
    document = (await request(running.url).get('/openapi.json').expect(200)).body as OpenApi;
    // Others have tried the page, or the document's examples, before.
    const { example } = document.paths['/users']?.['post']?.requestBody?.content['application/json'] ?? {};
    await request(running.url).post('/users').send(example).expect(201);
  }, TIMEOUT_MS);
  afterAll(async () => {
    await browser?.close();
    await running?.close();
  }, TIMEOUT_MS);

  beforeEach(async () => {
    faults = [];
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${running.url}/docs`);
    await page.waitForSelector('.opblock');
    operations = await shown();
  }, TIMEOUT_MS);

  /** The ids of the operations by names like `post /users`, in the order of the page, without those that only Twilio, or who has a password, may ask for. */
  const shown = async (): Promise<Map<string, string>> => {
    const blocks = page.locator(
      '.opblock-tag-section:not(:has([data-tag=webhooks])):not(:has([data-tag=people])) .opblock',
    );
    const ids = await blocks.evaluateAll((all) => all.map(({ id }) => id));
    const summaries = await blocks.locator('.opblock-summary').allInnerTexts();
    const names = summaries.map((summary) => {
      const [method = '', path = ''] = summary.split(/\s+/);
      return `${method.toLowerCase()} ${path.replaceAll('\u200B', '')}`;
    });
    return new Map(names.map((name, i) => [name, ids[i] ?? '']));
  };

  /** Without a pointer, which costs several drawings of the page; the button that matters is truly pressed. */
  const fold = (operation: Locator): Promise<void> =>
    operation.locator('.opblock-summary-control').dispatchEvent('click');

  async function open(name: string): Promise<Locator> {
    const id = operations.get(name);
    if (!id) throw new Error(`The page does not show ${name}`);
    const operation = page.locator(`[id="${id}"]`);
    await fold(operation);
    await operation.locator('.try-out__btn').dispatchEvent('click');
    return operation;
  }

  /** Presses Execute, and answers what the page shows then. */
  async function execute(operation: Locator): Promise<{ status: number; body: unknown }> {
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.request().resourceType() === 'fetch'),
      operation.locator('.execute').click(),
    ]);
    const status = operation.locator('.live-responses-table .response .response-col_status');
    await status.filter({ hasText: `${answer.status()}` }).waitFor();
    const isJson = /[/+]json\b/.test(answer.headers()['content-type'] ?? '');
    return { status: answer.status(), body: isJson ? await answer.json() : null };
  }

  it(
    'succeeds as it stands for every operation in the order of the page, and each time that it is pressed',
    async () => {
      const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.entries(methods)
          .filter(([, { tags }]) => !tags.includes('webhooks') && !tags.includes('people'))
          .map(([method]) => `${method} ${path}`),
      );
      const names = [...operations.keys()];
      expect(names.length).toBeGreaterThan(15);
      expect(names.toSorted()).toEqual(documented.toSorted());

      const answers = new Map<string, unknown[]>();
      for (const name of [...names.filter((each) => isAsked(each) && each !== LAST), LAST]) {
        const operation = await open(name);
        // What is gone is not found a second time, and what is read is the same.
        const times = name === 'delete /do-not-call' || name.startsWith('get ') ? 1 : 2;
        for (let n = 0; n < times; n += 1) {
          const { status, body } = await execute(operation);
          const isGood = status >= 200 && status < 300;
          expect({ name, status, body, isGood }).toEqual({ name, status, body, isGood: true });
          answers.set(name, [...(answers.get(name) ?? []), body]);
        }
        await fold(operation);
      }
      const [user, lastUser] = answers.get('post /users') as UserDto[];
      expect(user?.id).not.toBe(lastUser?.id);
      const calls = answers.get('post /calls/outbound') as CallDto[];
      expect(calls[0]?.call_id).not.toBe(calls[1]?.call_id);
      expect(calls.map((call) => call.user_id)).toEqual([lastUser?.id, lastUser?.id]);
      const batches = answers.get('post /calls/batch') as BatchDto[];
      const asked = 2 + batches.reduce((sum, { accepted }) => sum + accepted, 0);
      await waitFor('all calls to be dialled', async () => {
        const dialled = await simulatedCalls(running.account.apiBaseUrl ?? '');
        return dialled.length === asked;
      });
      expect(faults).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    'keeps what was edited, until it is reset',
    async () => {
      const [users, calls] = [await open('post /users'), await open('post /calls/outbound')];
      const body = calls.locator('textarea');
      await body.fill('{"to": "+14155550100"}');
      const { external_id: made } = (await execute(users)).body as UserDto;
      expect(await body.inputValue()).toBe('{"to": "+14155550100"}');
      await calls.locator('.reset').click();
      expect(JSON.parse(await body.inputValue())).toMatchObject({ user_external_id: made });
    },
    TIMEOUT_MS,
  );
});
