import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { Bench, FROM } from '../src/simulator/testing/bench.js';
import { hasBrowser, startBrowser } from './support/chromium.js';

const TO = '+12025550100';
const TWIML = '<Response><Say>Hello, this is a reminder of <b>your</b> appointment</Say></Response>';
const LONG = 'anextraordinarilylongwordwithoutanyspace'.repeat(5);
/** Longer than the page waits before it looks anew. */
const REFRESHED_MS = 15_000;

(hasBrowser ? describe : describe.skip)("the simulator's page", () => {
  const bench = new Bench();
  let browser: Browser;

  beforeAll(async () => {
    await bench.start();
    browser = await startBrowser();
    await bench.ended(await call(`<Response><Say>${LONG}</Say></Response>`));
    await bench.ended(await call(TWIML));
    bench.customer.onTwiml('/voice', '<Hangup/>');
    const url = `${bench.customer.url}/voice`;
    for (const statusCallback of [undefined, `${bench.customer.url}/status`]) {
      const { sid } = await bench.client.calls.create({ to: TO, from: FROM, url, statusCallback });
      await bench.ended(sid);
    }
  });
  afterAll(async () => {
    await browser?.close();
    await bench.stop();
  });

  const call = async (twiml: string): Promise<string> =>
    (await bench.client.calls.create({ to: TO, from: FROM, twiml })).sid;

  async function open(width: number): Promise<{ page: Page; faults: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    const faults: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== bench.simulator.url && !request.url().startsWith('data:'))
        faults.push(`elsewhere: ${request.url()}`);
    });
    await page.goto(bench.simulator.url);
    return { page, faults };
  }
  const rows = (page: Page): Promise<number> => page.locator('tbody tr').count();

  it.each([1280, 768, 390, 320])('fits a screen of %i px, also with everything open', async (width) => {
    const { page, faults } = await open(width);
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    expect(await page.locator('li').first().isVisible()).toBe(true);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('leaves open what was opened, and the focus where it was, when it shows what is new', async () => {
    const { page, faults } = await open(1280);
    const first = page.locator('details').first();
    const id = await first.getAttribute('id');
    await first.locator('summary').click();
    const before = await rows(page);
    await bench.ended(await call(TWIML));
    await page.locator('tbody tr').nth(before).waitFor({ timeout: REFRESHED_MS });
    const stillOpen = await page.$$eval('details[open]', (all) =>
      all.map((one) => (one as unknown as { id: string }).id),
    );
    expect(stillOpen).toEqual([id]);
    expect(await page.evaluate('document.activeElement.id')).toBe(`${id}-summary`);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('counts in plain words, and shows what was said as text', async () => {
    const { page } = await open(1280);
    await page.$$eval('details', (all) =>
      all.forEach((one) => ((one as unknown as { open: boolean }).open = true)),
    );
    const summaries = await page.locator('summary').allInnerTexts();
    expect(summaries).toEqual(expect.arrayContaining(['1 webhook', '2 webhooks', '4 moments']));
    const lines = await page.locator('li').allInnerTexts();
    expect(lines).toEqual(expect.arrayContaining(['voice: 200', 'status completed: 200']));
    expect(lines.some((line) => line.endsWith('said Hello, this is a reminder of your appointment'))).toBe(
      true,
    );
    await page.close();
  });

  it('runs no script but its own', async () => {
    const { page } = await open(1280);
    const ran = await page.evaluate(`new Promise((resolve) => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "ran"';
      document.body.append(script);
      resolve(document.title);
    })`);
    expect(ran).toBe('Twilio simulator');
    await page.close();
  });
});
