import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type NewLink, PeopleService } from '../src/people/people.service.js';
import type { Role } from '../src/people/role.js';
import { freePort } from '../src/common/process/free-port.js';
import { CookieJar } from './support/cookie-jar.js';
import { hasBrowser, startBrowser } from './support/chromium.js';
import { startProvider, type ProviderAccount, type TestProvider } from './support/open-id-provider.js';
import { type RunningApp, startApp } from './support/start-app.js';

const TIMEOUT_MS = 60_000;

let provider: TestProvider;
let running: RunningApp;
let people: PeopleService;

/** Atlas with this provider. */
const start = async (variables: Record<string, string> = {}): Promise<void> => {
  // The provider reminds of what it is not to be used for.
  for (const method of ['warn', 'info'] as const)
    jest.spyOn(console, method).mockImplementation(() => undefined);
  const port = await freePort();
  provider = await startProvider(`http://127.0.0.1:${port}`);
  running = await startApp({ port, variables: { ...provider.variables, ...variables } });
  people = running.app.get(PeopleService);
};
const stop = async (): Promise<void> => {
  await running.close();
  await provider.close();
};

let count = 0;
/** An account of the provider that no other test has. */
const someAccount = (changes: Partial<ProviderAccount> = {}): ProviderAccount & { email: string } => {
  count += 1;
  const account = { sub: `subject-${count}`, email: `grace${count}@example.com`, email_verified: true };
  return { ...account, name: 'Grace Hopper', ...changes } as ProviderAccount & { email: string };
};
const invite = (email: string, role: Role = 'operator'): Promise<NewLink> =>
  people.invite({ email, name: 'Grace Hopper', role });

/** Signs in at the provider as this account, as a browser would. */
const signIn = async (
  account: ProviderAccount,
  jar = new CookieJar(),
): Promise<{ jar: CookieJar; text: string; url: string }> => {
  provider.account = account;
  const { text, url } = await jar.visit(`${running.url}/sign-in/oidc?next=/redoc`);
  return { jar, text, url };
};
const me = async (jar: CookieJar): Promise<{ status: number; body: Record<string, unknown> }> => {
  const response = await fetch(`${running.url}/me`, { headers: { cookie: jar.header(running.url) } });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const refusal = ({ url }: { url: string }): string => new URL(url).hash;

describe('single sign-on', () => {
  beforeAll(() => start(), TIMEOUT_MS);
  afterAll(stop);

  it('lets in who was invited, and leads on by a page of this site', async () => {
    const account = someAccount();
    await invite(account.email);
    const { jar, text } = await signIn(account);
    expect(text).toContain(`http-equiv="refresh" content="0; url=${running.url}/redoc"`);
    await expect(me(jar)).resolves.toMatchObject({
      status: 200,
      body: { email: account.email, role: 'operator' },
    });
    expect(jar.setCookies).toContainEqual(
      expect.stringMatching(/^atlas_sign_in=.+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/),
    );
    expect(jar.setCookies.at(-1)).toMatch(/^atlas_session=.*HttpOnly; SameSite=Strict$/);
    expect(jar.header(running.url)).not.toContain('atlas_sign_in');
  });

  it('keeps out who was not invited', async () => {
    const answer = await signIn(someAccount());
    expect(refusal(answer)).toBe('#failure=not-invited');
    await expect(me(answer.jar)).resolves.toMatchObject({ status: 401 });
  });

  it.each([{ email_verified: false }, { email_verified: undefined }])(
    'trusts no address that the provider has not verified: %j',
    async (changes) => {
      const account = someAccount(changes);
      await invite(account.email);
      expect(refusal(await signIn(account))).toBe('#failure=not-invited');
    },
  );

  it('keeps out somebody else who later has the same address at the provider, and the disabled', async () => {
    const account = someAccount();
    await invite(account.email);
    const { jar } = await signIn(account);
    const other = await signIn({ ...account, sub: 'somebody-else' });
    expect(refusal(other)).toBe('#failure=not-invited');
    await expect(me(jar)).resolves.toMatchObject({ status: 200 });
    await people.disable(account.email);
    expect(refusal(await signIn(account))).toBe('#failure=not-invited');
    await expect(me(jar)).resolves.toMatchObject({ status: 401 });
  });

  it('takes no answer that this browser did not ask for', async () => {
    const account = someAccount();
    await invite(account.email);
    provider.account = account;
    const [asked, other] = [new CookieJar(), new CookieJar()];
    const callback = await asked.stopAt(`${running.url}/sign-in/oidc`, '/sign-in/oidc/callback');
    expect(refusal(await other.visit(callback))).toBe('#failure=provider-failed');
    await other.stopAt(`${running.url}/sign-in/oidc`, '/sign-in/oidc/callback');
    expect(refusal(await other.visit(callback))).toBe('#failure=provider-failed');
    await expect(me(other)).resolves.toMatchObject({ status: 401 });
    expect((await asked.visit(callback)).text).toContain('You have signed in');
    expect(refusal(await asked.visit(callback))).toBe('#failure=provider-failed');
  });

  it('ends the session that the browser had', async () => {
    const account = someAccount();
    await invite(account.email);
    const { jar } = await signIn(account);
    const before = jar.header(running.url);
    const { body } = await me(jar);
    await signIn(account, jar);
    const entries = running.connection.collection('audit_entries');
    const ended = { who: `person:${String(body['id'])}`, action: 'sessions.end', outcome: 'done' };
    await expect(entries.countDocuments(ended)).resolves.toBe(1);
    const response = await fetch(`${running.url}/me`, { headers: { cookie: before } });
    expect(response.status).toBe(401);
    await expect(me(jar)).resolves.toMatchObject({ status: 200 });
  });

  it.each([
    ['another host', '//evil.example'],
    ['another site', 'https://evil.example'],
    ['a host by a backslash', '/\\evil.example'],
    ['what is too long to be kept', `/${'x'.repeat(600)}`],
  ])('does not lead on to %s', async (_what, next) => {
    const account = someAccount();
    await invite(account.email);
    provider.account = account;
    const jar = new CookieJar();
    const { text } = await jar.visit(`${running.url}/sign-in/oidc?next=${encodeURIComponent(next)}`);
    expect(text).toContain(`url=${running.url}/docs"`);
  });

  it('says so where the provider refuses', async () => {
    const jar = new CookieJar();
    await jar.stopAt(`${running.url}/sign-in/oidc`, '/auth');
    const answer = await jar.visit(`${running.url}/sign-in/oidc/callback?error=access_denied&state=x`);
    expect(refusal(answer)).toBe('#failure=provider-failed');
  });
});

describe('a stranger who makes up how they came back', () => {
  beforeAll(() => start(), TIMEOUT_MS);
  afterAll(stop);

  it('makes Atlas ask the provider thirty times a minute', async () => {
    const flow = { state: 's', nonce: 'n', verifier: 'v'.repeat(43), next: '' };
    const cookie = `atlas_sign_in=${encodeURIComponent(JSON.stringify(flow))}`;
    const query = new URLSearchParams({ code: 'x', state: 's', iss: provider.issuer }).toString();
    const failures: string[] = [];
    for (let n = 0; n < 32; n += 1) {
      const url = `${running.url}/sign-in/oidc/callback?${query}`;
      const response = await fetch(url, { headers: { cookie }, redirect: 'manual' });
      failures.push(refusal({ url: response.headers.get('location') ?? running.url }));
    }
    expect(provider.tokenRequests).toBe(30);
    expect(failures.slice(29)).toEqual([
      '#failure=provider-failed',
      '#failure=too-many-tries',
      '#failure=too-many-tries',
    ]);
  });
});

describe('single sign-on with domains and roles', () => {
  beforeAll(() => start({ OIDC_ALLOWED_DOMAINS: 'example.com', OIDC_ROLE_CLAIM: 'roles' }), TIMEOUT_MS);
  afterAll(stop);

  it('lets in the people of a domain in the highest role that the provider says, each time anew', async () => {
    const account = someAccount({ roles: ['staff', 'viewer', 'admin'] });
    await expect(me((await signIn(account)).jar)).resolves.toMatchObject({ body: { role: 'admin' } });
    const { jar } = await signIn({ ...account, roles: ['viewer'] });
    await expect(me(jar)).resolves.toMatchObject({ body: { role: 'viewer', name: 'Grace Hopper' } });
  });

  it.each([
    { roles: ['staff'] },
    { roles: undefined },
    { roles: ['admin'], email: 'grace@sub.example.com' },
    { roles: ['admin'], email: 'grace@example.com.evil.example' },
    { roles: ['admin'], email_verified: false },
  ])('keeps out %j', async (changes) => {
    expect(refusal(await signIn(someAccount(changes)))).toBe('#failure=not-invited');
  });
});

describe('without a provider', () => {
  it('there is no single sign-on', async () => {
    const app = await startApp();
    for (const path of ['/sign-in/oidc', '/sign-in/oidc/callback?code=x&state=y'])
      expect((await fetch(`${app.url}${path}`)).status).toBe(404);
    expect(await (await fetch(`${app.url}/sign-in`)).text()).not.toContain('single sign-on');
    await app.close();
  });

  it('a provider that is away is told of on the page', async () => {
    const issuer = `http://127.0.0.1:${await freePort()}`;
    const settings = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'atlas', OIDC_CLIENT_SECRET: 'secret' };
    const app = await startApp({ variables: settings });
    expect(refusal(await new CookieJar().visit(`${app.url}/sign-in/oidc`))).toBe('#failure=provider-failed');
    await app.close();
  });
});

(hasBrowser ? describe : describe.skip)('single sign-on in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    await start();
    browser = await startBrowser();
  }, TIMEOUT_MS);
  afterAll(async () => {
    await browser?.close();
    await stop();
  });

  it('leaves for the other site, comes back, and has a session at once', async () => {
    const account = someAccount();
    await invite(account.email, 'viewer');
    provider.account = account;
    const page = await browser.newPage();
    await page.goto(`${running.url}/sign-in?next=/me`);
    await page.getByRole('link', { name: 'single sign-on' }).click();
    await page.waitForURL(`${running.url}/me`);
    await expect(page.locator('body').innerText()).resolves.toContain(account.email);
    await page.close();
  });

  it('says why somebody stays out', async () => {
    provider.account = someAccount();
    const page = await browser.newPage();
    await page.goto(`${running.url}/sign-in`);
    await page.getByRole('link', { name: 'single sign-on' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'ask an admin to invite you' });
    await alert.waitFor();
    expect(page.url()).toBe(`${running.url}/sign-in`);
    await page.close();
  });
});
