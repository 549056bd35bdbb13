import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { PeopleService } from '../src/people/people.service.js';
import { hasBrowser, startBrowser } from './support/chromium.js';
import { type RunningApp, startApp } from './support/start-app.js';

const PASSWORD = 'correct horse battery';
const TIMEOUT_MS = 60_000;

(hasBrowser ? describe : describe.skip)('the page to sign in', () => {
  let running: RunningApp;
  let people: PeopleService;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    [running, browser] = await Promise.all([startApp(), startBrowser()]);
    people = running.app.get(PeopleService);
  }, TIMEOUT_MS);
  afterAll(async () => {
    await browser?.close();
    await running?.close();
  }, TIMEOUT_MS);

  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    page = await context.newPage();
    faults = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.message));
  });
  afterEach(() => context.close());

  let count = 0;
  const invite = async (): Promise<{ email: string; link: string }> => {
    const email = `grace${(count += 1)}@example.com`;
    const { token } = await people.invite({ email, name: 'Grace Hopper', role: 'viewer' });
    return { email, link: `${running.url}/sign-in#token=${token}` };
  };
  const join = async (): Promise<string> => {
    const { email, link } = await invite();
    const body = JSON.stringify({ token: link.split('=')[1], password: PASSWORD });
    const headers = { 'Content-Type': 'application/json' };
    await fetch(`${running.url}/sign-in/link`, { method: 'POST', headers, body });
    return email;
  };
  const signIn = async (email: string, password = PASSWORD): Promise<void> => {
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Continue' }).click();
  };
  const me = (): Promise<unknown> =>
    page.evaluate("fetch('/me').then((response) => response.json())") as Promise<unknown>;

  it('accepts an invitation, takes the token out of the address, and leads on to the documentation', async () => {
    const { email, link } = await invite();
    await page.goto(link);
    expect(page.url()).toBe(`${running.url}/sign-in`);
    await expect(page.getByRole('heading').innerText()).resolves.toBe('Choose a password');
    await expect(page.getByLabel('E-mail address').isVisible()).resolves.toBe(false);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${running.url}/console/calls`);
    await expect(me()).resolves.toMatchObject({ email, role: 'viewer' });
    const [cookie] = await context.cookies();
    expect(cookie).toMatchObject({ name: 'atlas_session', httpOnly: true, sameSite: 'Strict', path: '/' });
    expect(faults).toEqual([]);
  });

  it('signs in by the keyboard alone, and says what was wrong', async () => {
    const email = await join();
    await page.goto(`${running.url}/sign-in?next=/redoc`);
    await page.keyboard.type(email);
    await page.keyboard.press('Tab');
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'Wrong email or password' }).waitFor();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${running.url}/redoc`);
    await expect(me()).resolves.toMatchObject({ email });
  });

  it.each(['//evil.example', 'https://evil.example/', 'javascript:alert(1)', '/\\evil.example'])(
    'leads nowhere else: %s',
    async (next) => {
      const email = await join();
      await page.goto(`${running.url}/sign-in?next=${encodeURIComponent(next)}`);
      await signIn(email);
      await page.waitForURL((url) => url.pathname !== '/sign-in');
      expect(page.url()).toBe(`${running.url}/console/calls`);
    },
  );

  it('says that a link was used already', async () => {
    const { link } = await invite();
    const choose = async (): Promise<void> => {
      await page.goto('about:blank');
      await page.goto(link);
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
      await page.getByRole('button', { name: 'Continue' }).click();
    };
    await choose();
    await page.waitForURL(`${running.url}/console/calls`);
    await choose();
    const alert = page.getByRole('alert').filter({ hasText: /./ });
    await expect(alert.innerText()).resolves.toMatch('was used already or has expired');
  });

  it('shows the password on demand, and refuses a short new one before it is sent', async () => {
    const { link } = await invite();
    await page.goto(link);
    const password = page.getByLabel('Password', { exact: true });
    await password.pressSequentially('short');
    await page.getByLabel('Show the password').check();
    await expect(password.getAttribute('type')).resolves.toBe('text');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.evaluate("document.querySelector('#password').validity.tooShort")).resolves.toBe(true);
  });

  it.each([390, 1280])('fits a screen %i pixels wide, with fields that have names', async (width) => {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(`${running.url}/sign-in`);
    const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
    await expect(page.evaluate(overflow)).resolves.toBe(0);
    for (const name of ['E-mail address', 'Password'])
      await expect(page.getByRole('textbox', { name, exact: true }).isVisible()).resolves.toBe(true);
    const box = await page.getByRole('button').boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect(faults).toEqual([]);
  });

  it('runs nothing that slipped into it', async () => {
    const answer = await page.goto(`${running.url}/sign-in`);
    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https:/);
    await page.evaluate(
      "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"document.title = 1\">')",
    );
    await page.waitForTimeout(200);
    await expect(page.title()).resolves.toBe('Sign in – Atlas');
  });
});
