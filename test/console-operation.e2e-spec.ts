import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import request from 'supertest';
import { PeopleService } from '../src/people/people.service.js';
import type { Role } from '../src/people/role.js';
import { barriersIn } from './support/axe.js';
import { hasBrowser, startBrowser } from './support/chromium.js';
import { describeEndpoints } from './support/console-endpoints.js';
import { userBody } from './support/factories.js';
import type { RunningApp } from './support/start-app.js';
import { type StubbedApp, startStubbedApp } from './support/stub-twilio.js';

/** Calls would be real, so that everybody has to sign in. */
const GUARDED = {
  TWILIO_MODE: 'live',
  TWILIO_ACCOUNT_SID: `AC${'0a'.repeat(16)}`,
  TWILIO_AUTH_TOKEN: 'f'.repeat(32),
  TWILIO_FROM_NUMBER: '+14155550199',
  SUBSCRIPTIONS_LOOPBACK: 'on',
};
const TIMEOUT_MS = 60_000;
const PAGES = [
  'operation',
  'users',
  'do-not-call?number=%2B14155550198',
  'access',
  'audit',
  'subscriptions',
  'data',
];

(hasBrowser ? describe : describe.skip)('the pages of who runs Atlas', () => {
  let stub: StubbedApp;
  let running: RunningApp;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let faults: string[];
  const cookies = {} as Record<Role, string>;
  let asAdmin: ReturnType<typeof request.agent>;
  /** The pages of what was made on the way. */
  const made: string[] = [];

  const join = async (role: Role): Promise<void> => {
    const email = `${role}@example.com`;
    const { token } = await running.app.get(PeopleService).invite({ email, name: `A ${role}`, role });
    const body = { token, password: 'correct horse battery' };
    const answer = await request(running.url).post('/sign-in/link').send(body).expect(200);
    cookies[role] = /atlas_session=([^;]+)/.exec(String(answer.headers['set-cookie']))?.[1] ?? '';
  };

  beforeAll(async () => {
    [stub, browser] = await Promise.all([startStubbedApp({ variables: GUARDED }), startBrowser()]);
    ({ running } = stub);
    for (const role of ['admin', 'viewer'] as const) await join(role);
    asAdmin = request.agent(running.url).set('Cookie', `atlas_session=${cookies.admin}`);
    for (let n = 0; n < 3; n += 1) await asAdmin.post('/users').send(userBody()).expect(201);
    await asAdmin.post('/do-not-call').send({ number: '+14155550198', source: 'support' }).expect(200);
  }, TIMEOUT_MS);
  afterAll(async () => {
    await browser?.close();
    await stub?.close();
  }, TIMEOUT_MS);

  const signIn = async (role: Role): Promise<void> => {
    context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    await context.addCookies([{ name: 'atlas_session', value: cookies[role], url: running.url }]);
    page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      // What the server refuses is told by the browser too: that is no fault of the page.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        faults.push(message.text());
    });
  };
  beforeEach(() => {
    faults = [];
  });
  afterEach(async () => {
    await context.close();
    if (faults.length > 0) throw new Error(faults.join('\n'));
  });

  const open = async (path: string): Promise<void> => {
    await page.goto(`${running.url}/console/${path}`);
    await page.locator('main h1').waitFor();
  };
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const inDialog = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });
  const stage = {
    page: () => page,
    admin: () => asAdmin,
    signIn: async (role: Role) => {
      await context?.close();
      await signIn(role);
    },
    open,
    button,
    inDialog,
  };
  const stateOf = async (): Promise<unknown> => (await asAdmin.get('/dispatch')).body.state;

  it('pause dialling and resume it, after a question', async () => {
    await signIn('admin');
    await open('operation');
    await button('Pause').click();
    await inDialog('Cancel').click();
    await expect(stateOf()).resolves.toBe('running');
    await button('Pause').click();
    await inDialog('Pause').click();
    await page.getByText('Somebody has paused dialling:').waitFor();
    await expect(stateOf()).resolves.toBe('paused');
    // Who works by the keyboard stays where they were, though the button may not be used now.
    await button('Pause').and(page.locator('[aria-disabled]:focus')).waitFor({ timeout: 5_000 });
    await button('Resume').click();
    await inDialog('Resume').click();
    await page.getByText('Calls are dialled as they come due.').waitFor();
    await expect(stateOf()).resolves.toBe('running');
  });

  it('show all else where one part fails, with the id of the request', async () => {
    await signIn('admin');
    await page.route('**/queue?*', (route) =>
      route.fulfill({
        status: 500,
        headers: { 'x-request-id': 'the-failed-one' },
        json: { detail: 'Internal server error: unexpected error occurred' },
      }),
    );
    await open('operation');
    const queue = page.getByRole('region', { name: 'Calls that wait' });
    await queue.getByText('Request the-failed-one').waitFor();
    await page.getByText('Calls are dialled as they come due.').waitFor();
    await page.getByRole('region', { name: 'Webhooks from Twilio' }).getByText('Received').waitFor();
    await page.getByRole('region', { name: 'What Atlas stands on' }).getByText('Database').waitFor();
    await page.unroute('**/queue?*');
    await queue.getByRole('button', { name: 'Try again' }).click();
    await queue.getByText('No call waits.').waitFor();
    await expect(queue.getByRole('alert').count()).resolves.toBe(0);
  });

  it('make a user, tell at its field what is wrong, and change it', async () => {
    await signIn('admin');
    await open('users');
    await button('New user').click();
    const field = (name: string) => page.getByRole('dialog').getByRole('textbox', { name });
    await field('Name').fill('Grace Hopper');
    await field('E-mail address').fill('grace@example.com');
    await field('Phone number').fill('12');
    await inDialog('Create').click();
    await page
      .getByRole('dialog')
      .getByText(/^Request /)
      .waitFor();
    await expect(field('Phone number').getAttribute('aria-invalid')).resolves.toBe('true');
    await field('Phone number').fill('+1 (415) 555-0123');
    await inDialog('Create').click();
    await page.getByRole('heading', { name: 'Grace Hopper' }).waitFor();
    await button('Change').click();
    await field('External id').fill('navy-1');
    await inDialog('Save').click();
    await page.getByText('navy-1').waitFor();
    await page.getByRole('link', { name: 'All users' }).click();
    await page.getByRole('searchbox').fill('navy-1');
    await button('Find').click();
    await page.getByText('Page 1 of 1, 1 in all').waitFor();
    await expect(page.getByRole('link', { name: 'Grace Hopper' }).isVisible()).resolves.toBe(true);
  });

  it('make a key once, however often it is clicked, show it once, and revoke it', async () => {
    await signIn('admin');
    await open('access');
    await button('New key').click();
    await page.getByRole('dialog').getByLabel('Name').fill('reminders');
    await page.getByRole('checkbox', { name: 'calls:read' }).check();
    await inDialog('Make the key').evaluate((pressed: { click(): void }) => {
      pressed.click();
      pressed.click();
    });
    const shown = await page
      .getByRole('dialog')
      .getByText(/^atlas_/)
      .innerText();
    await request(running.url).get('/calls').set('X-API-Key', shown).expect(200);
    await expect(asAdmin.get('/keys').then(({ body }) => body.total)).resolves.toBe(1);
    await inDialog('I have it').click();
    await page.getByRole('cell', { name: 'reminders', exact: true }).waitFor();
    await expect(page.content()).resolves.not.toContain(shown);
    await button('Revoke reminders').click();
    await inDialog('Revoke').click();
    await page.getByText('revoked', { exact: true }).waitFor();
    await open('audit?action=keys.revoke');
    await page.getByRole('cell', { name: 'keys.revoke' }).waitFor();
  });

  it('invite somebody by a link that is shown once, change the role, and keep the last admin', async () => {
    await signIn('admin');
    await open('access');
    await button('Invite').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Ada King');
    await dialog.getByLabel('E-mail address').fill('king@example.com');
    await dialog.getByLabel('Role').selectOption('operator');
    await inDialog('Make the link').click();
    const link = await dialog.getByText(/#token=/).innerText();
    await inDialog('I have it').click();
    await button('Change Ada King').click();
    await expect(page.content()).resolves.not.toContain(link.split('=')[1]);
    await expect(dialog.getByLabel('Role').inputValue()).resolves.toBe('operator');
    await dialog.getByLabel('Role').selectOption('viewer');
    await inDialog('Save').click();
    const row = page.getByRole('row', { name: /Ada King/ });
    await row.getByRole('cell', { name: 'viewer', exact: true }).waitFor();
    await button('Keep out A admin').click();
    await inDialog('Keep out').click();
    await dialog.getByText('This is the last admin who can sign in').waitFor();
    await inDialog('Cancel').click();
  });

  describeEndpoints(stage, made);

  it('tell a viewer why there is nothing to see or to press', async () => {
    await signIn('viewer');
    await open('operation');
    await button('Pause').hover();
    await page.getByText('You may not pause and resume calling').first().waitFor();
    await button('Pause').click({ force: true });
    await expect(page.getByRole('dialog').count()).resolves.toBe(0);
    await open('users');
    await page.getByRole('link', { name: 'Ada Lovelace' }).first().waitFor();
    await expect(button('New user').getAttribute('aria-disabled')).resolves.toBe('true');
    for (const path of ['access', 'audit']) {
      await open(path);
      await page.getByText('ask an admin for the right “admin”').waitFor();
    }
    await open('data');
    await page.getByText('ask an admin for the right “privacy:manage”').waitFor();
  });

  it.each([1440, 390])('keep nobody out, and fit a screen %i pixels wide', async (width) => {
    await signIn('admin');
    await page.setViewportSize({ width, height: 900 });
    const barriers: Record<string, unknown> = {};
    const paths = [...PAGES, ...made];
    for (const path of paths) {
      await open(path);
      await page.waitForLoadState('networkidle');
      const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
      barriers[path] = [...(await barriersIn(page)), await page.evaluate(overflow)];
    }
    expect(barriers).toEqual(Object.fromEntries(paths.map((path) => [path, [0]])));
  });
});
