import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import request from 'supertest';
import { callBody, userBody } from './support/factories.js';
import { hasBrowser, startBrowser } from './support/chromium.js';
import { type RunningApp, startApp } from './support/start-app.js';

const EVIL = 'evil.example';

(hasBrowser ? describe : describe.skip)('a page of another site', () => {
  let running: RunningApp;
  let browser: Browser;
  let stranger: Server;

  beforeAll(async () => {
    stranger = createServer((_request, response) => {
      response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>stranger</title>');
    }).listen(0, '127.0.0.1');
    [running, browser] = await Promise.all([startApp(), startBrowser(EVIL)]);
    await request(running.url).post('/users').send(userBody()).expect(201);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await running?.close();
    stranger.close();
    await once(stranger, 'close');
  }, 60_000);

  /** A page of the stranger's, under its own name. */
  async function strangersPage(): Promise<Page> {
    const page = await browser.newPage();
    await page.goto(`http://${EVIL}:${(stranger.address() as AddressInfo).port}/`);
    return page;
  }
  const dispatchState = async (): Promise<string> =>
    ((await request(running.url).get('/dispatch').expect(200)).body as { state: string }).state;

  /** What the page gets to read: the status and the text, or that it may not. */
  const fetched = (page: Page, url: string, options: object = {}): Promise<[number, string] | string> =>
    page.evaluate(
      `fetch(${JSON.stringify(url)}, ${JSON.stringify(options)})
        .then(async (answer) => [answer.status, await answer.text()], (error) => error.name)`,
    );

  it('whose name was made to lead to Atlas reads nothing and calls nobody', async () => {
    const page = await browser.newPage();
    const url = `http://${EVIL}:${new URL(running.url).port}`;
    const answer = await page.goto(`${url}/users`);
    expect(answer?.status()).toBe(421);
    for (const path of ['/users', '/calls', '/openapi.json']) {
      const [status, text] = await fetched(page, path);
      expect([path, status, text]).toEqual([path, 421, expect.stringContaining('Misdirected request')]);
    }
    const call = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(callBody()),
    };
    expect((await fetched(page, '/calls/outbound', call))[0]).toBe(421);
    expect((await request(running.url).get('/calls').expect(200)).body).toMatchObject({ total: 0 });
    await page.close();
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'does not stop dialling by a form: %s',
    async (type) => {
      const page = await strangersPage();
      const answered = page.waitForResponse((response) => response.url().startsWith(running.url));
      await page.evaluate(`{
        const form = document.createElement('form');
        Object.assign(form, { method: 'post', enctype: '${type}', action: '${running.url}/dispatch/pause' });
        document.body.append(form);
        form.submit();
      }`);
      expect((await answered).status()).toBe(403);
      expect(await dispatchState()).toBe('running');
      await page.close();
    },
  );

  it('does not stop dialling by a request whose answer it may not read, nor by a sandboxed frame', async () => {
    const page = await strangersPage();
    const pause = `${running.url}/dispatch/pause`;
    await fetched(page, pause, { method: 'POST', mode: 'no-cors' });
    await page.evaluate(`new Promise((resolve) => {
      const frame = document.createElement('iframe');
      frame.sandbox = 'allow-scripts';
      const request = "fetch('${pause}', { method: 'POST', mode: 'no-cors' })";
      frame.srcdoc = '<script>' + request + ".finally(() => parent.postMessage('done', '*'))</script>";
      window.onmessage = resolve;
      document.body.append(frame);
    })`);
    expect(await dispatchState()).toBe('running');
    await page.close();
  });

  it('of this machine, at another port, is another site too', async () => {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`);
    const pause = `${running.url}/dispatch/pause`;
    await fetched(page, pause, { method: 'POST', mode: 'no-cors' });
    expect(await dispatchState()).toBe('running');
    await page.close();
  });

  it('reads nothing of Atlas, as data or as a picture', async () => {
    const page = await strangersPage();
    expect(await fetched(page, `${running.url}/users`)).toBe('TypeError');
    expect(await fetched(page, `${running.url}/users`, { mode: 'no-cors' })).toBe('TypeError');
    await page.close();
  });

  it('has the simulator forget nothing', async () => {
    const { sid } = (await request(running.url).post('/calls/outbound').send(callBody()).expect(201))
      .body as { sid: string };
    expect(sid).not.toBe('');
    const simulator = running.account.apiBaseUrl;
    const calls = async (): Promise<number> =>
      ((await (await fetch(`${simulator}/simulator/calls`)).json()) as { total: number }).total;
    expect(await calls()).toBe(1);
    const page = await strangersPage();
    const reset = `${simulator}/simulator/reset`;
    await fetched(page, reset, { method: 'POST', mode: 'no-cors' });
    const rebound = await browser.newPage();
    const answer = await rebound.goto(`http://${EVIL}:${new URL(simulator ?? '').port}/simulator/calls`);
    expect(answer?.status()).toBe(421);
    expect((await fetched(rebound, '/simulator/reset', { method: 'POST' }))[0]).toBe(421);
    expect(await calls()).toBe(1);
    await page.close();
    await rebound.close();
  });

  it('is not what Swagger UI is, nor a form of its own', async () => {
    const page = await browser.newPage();
    await page.goto(`${running.url}/docs`);
    expect((await fetched(page, '/dispatch/pause', { method: 'POST' }))[0]).toBe(200);
    expect((await fetched(page, '/dispatch/resume', { method: 'POST' }))[0]).toBe(200);
    const answered = page.waitForResponse(`${running.url}/dispatch/resume`);
    await page.evaluate(`{
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', action: '/dispatch/resume' });
      document.body.append(form);
      form.submit();
    }`);
    // A form is no JSON; what counts is that it is not taken for a stranger's.
    expect((await answered).status()).not.toBe(403);
    await page.close();
  });
});
