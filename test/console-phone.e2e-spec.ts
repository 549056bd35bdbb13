import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import request from 'supertest';
import { barriersIn } from './support/axe.js';
import { hasBrowser, startBrowser } from './support/chromium.js';
import { callBody } from './support/factories.js';
import { type RunningApp, startApp } from './support/start-app.js';
import { waitFor } from './support/wait-for.js';

const PICTURE = 'docs/pictures/phone.png';
const PHONE = '+14155550160';
const MESSAGE = 'Yes, please call me on Monday.';

(hasBrowser ? describe : describe.skip)('the phone on the console', () => {
  let running: RunningApp;
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    [running, browser] = await Promise.all([startApp(), startBrowser()]);
    page = await browser.newPage({ viewport: { width: 1440, height: 1000 }, colorScheme: 'light' });
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${running.url}/console/phone`);
  }, 30_000);
  afterAll(async () => {
    await browser?.close();
    await running?.close();
  });

  const place = async (to = PHONE): Promise<string> => {
    const body = callBody({ to, script: 'Hello Ada. May we call you again?', recording_enabled: true });
    const answer = await request(running.url).post('/calls/outbound').send(body).expect(201);
    return String(answer.body.call_id);
  };
  const handset = (status: string) => page.locator(`article[data-status="${status}"]`);
  const press = (name: string) => page.getByRole('button', { name, exact: true });

  it('says how to make it ring while nothing does', async () => {
    await page.getByText('No phone is ringing').waitFor();
    const link = page.getByRole('link', { name: 'Place a call to an interactive number' });
    expect(await link.getAttribute('href')).toBe('/console/place?to=%2B14155550160');
    expect(await barriersIn(page)).toEqual([]);
  });

  it('rings, is picked up, shows what Atlas says, and takes a message that Atlas has transcribed', async () => {
    const id = await place();
    await handset('ringing').waitFor();
    await press('Pick up').click();
    await handset('in-progress').getByText('By staying on the line you consent').waitFor();
    // Typed ahead, while Atlas still speaks: the telephone keeps it.
    await place('+14155550161');
    await page.getByLabel('What you say').fill(MESSAGE);
    await press('Say it').click();
    await handset('in-progress').getByText('May we call you again?').waitFor({ timeout: 15_000 });
    await handset('ringing').waitFor();
    if (process.env['ATLAS_WRITE_PICTURES'] === '1') await takePicture();
    expect(await barriersIn(page)).toEqual([]);
    // By the keyboard: the key ends the recording.
    await handset('in-progress').getByText(MESSAGE).waitFor();
    await press('hash').focus();
    await page.keyboard.press('#');
    await press('Decline').click();
    // Atlas hangs up by itself when it has said so.
    await page.getByText('Your message has been recorded').waitFor();
    const call = await waitFor(
      'the transcription',
      async () => {
        const { body } = await request(running.url).get(`/calls/${id}`);
        return body.recordings?.[0]?.transcription?.text ? body : undefined;
      },
      20_000,
    );
    expect(call.recordings[0].transcription.text).toBe(MESSAGE);
    await waitFor('its end', async () => {
      const { body } = await request(running.url).get(`/calls/${id}`);
      return body.status === 'completed';
    });
    await handset('completed').getByText(`Transcribed: “${MESSAGE}”`).waitFor();
    await handset('busy').waitFor();
    expect(faults).toEqual([]);
  }, 60_000);

  it('hangs up while Atlas speaks', async () => {
    const id = await place('+14155550163');
    const phone = page.getByRole('article', { name: 'Phone +14155550163' });
    await phone.getByRole('button', { name: 'Pick up' }).click();
    await phone.getByRole('button', { name: 'Hang up' }).click();
    await phone.and(handset('completed')).waitFor();
    await waitFor('its end', async () => {
      const { body } = await request(running.url).get(`/calls/${id}`);
      return body.status === 'completed';
    });
    expect(faults).toEqual([]);
  }, 30_000);

  it('has a tape with a hand on it, a test case of each call, and fits a narrow screen', async () => {
    await page.getByLabel('Hold each until I let it go').check();
    const id = await place('+14155550162');
    const held = page.locator('li[data-state="held"]', { hasText: 'status initiated' });
    await held.waitFor();
    await page.getByRole('article', { name: 'Phone +14155550162' }).getByText('Be busy').click();
    await held.getByRole('button', { name: 'Lose it' }).click();
    await page.locator('li[data-state="lost"]', { hasText: 'status initiated' }).waitFor();
    await page.getByLabel('Hold each until I let it go').uncheck();
    await waitFor('its end', async () => {
      const { body } = await request(running.url).get(`/calls/${id}`);
      return body.status === 'busy';
    });
    await press('Save as test case').first().click();
    const settings = JSON.parse(await page.locator('pre').innerText());
    expect(settings).toMatchObject({ like: 'message', outcome: 'busy', sip_code: 486 });
    await press('Let +14155550162 do this from now on').click();
    await page.getByText('It does from the next call on.').waitFor();
    await press('Close').click();
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(faults).toEqual([]);
  }, 60_000);

  async function takePicture(): Promise<void> {
    mkdirSync(dirname(PICTURE), { recursive: true });
    await page.screenshot({ path: PICTURE });
  }
});
