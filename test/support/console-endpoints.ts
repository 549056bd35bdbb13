import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import type { Agent } from 'supertest';
import type { Role } from '../../src/people/role.js';
import { barriersIn } from './axe.js';
import { type Endpoint, startEndpoint } from './endpoint.js';
import { waitFor } from './wait-for.js';

/** The browser at the pages of a running Atlas. */
interface Stage {
  page: () => Page;
  /** Asks the API as an admin. */
  admin: () => Agent;
  /** In a window of its own. */
  signIn: (role: Role) => Promise<void>;
  /** By its path below `/console/`. */
  open: (path: string) => Promise<void>;
  button: (name: string) => Locator;
  inDialog: (name: string) => Locator;
}

/** What people do with endpoints; adds the paths of the pages of an endpoint and of a delivery that stay. */
export function describeEndpoints(
  { page, admin, signIn, open, button, inDialog }: Stage,
  made: string[],
): void {
  describe('of endpoints', () => {
    let endpoint: Endpoint;
    /** Another endpoint, at the same address. */
    let id: string;
    beforeAll(async () => {
      endpoint = await startEndpoint();
    });
    afterAll(() => endpoint.close());

    const dialog = () => page().getByRole('dialog');
    const pathOfPage = () => new URL(page().url()).pathname.replace('/console/', '');
    const received = (times: number) =>
      waitFor('what is sent', async () => endpoint.received.length === times);

    it('make an endpoint, show its secret once, send it a test, and send that again', async () => {
      await signIn('admin');
      await open('subscriptions');
      await page().getByText('Nobody is told of anything yet').waitFor();
      await button('New endpoint').click();
      await dialog().getByLabel('Address').fill(endpoint.url);
      await inDialog('Make the endpoint').click();
      await dialog().getByText('Choose at least one.').waitFor();
      await dialog().getByRole('checkbox', { name: 'call.*' }).check();
      await inDialog('Make the endpoint').click();
      const secret = await dialog()
        .getByText(/^whsec_/)
        .innerText();
      endpoint.secrets = [secret];
      await inDialog('I have it').click();
      await page().getByRole('link', { name: endpoint.url }).click();
      await page().getByRole('heading', { level: 1, name: endpoint.url }).waitFor();
      await expect(page().content()).resolves.not.toContain(secret);
      await button('Send a test').click();
      made.push(pathOfPage());
      await page().getByRole('link', { name: 'see what came of it' }).click();
      await page().getByText('an answer').waitFor();
      await page().getByText('Delivered', { exact: true }).waitFor();
      await page().getByText(`curl -X POST '${endpoint.url}'`).waitFor();
      made.push(pathOfPage());
      await button('Send again').click();
      await received(2);
      const [first, second] = endpoint.received;
      expect(first).toMatchObject({ type: 'subscription.test' });
      expect(second).toEqual(first);
      expect(endpoint.refused).toBe(0);
    });

    it('disable an endpoint, say why it is so and how to mend it, and enable it; a viewer may not', async () => {
      await signIn('admin');
      await open(made[0]!);
      await page().getByRole('link', { name: 'subscription.test' }).waitFor();
      await button('Given up').click();
      await page().getByText('No delivery fits these filters').waitFor();
      await button('Disable').click();
      await inDialog('Disable').click();
      await page()
        .getByText(/^Somebody disabled it/)
        .waitFor();
      await expect(button('Send a test').getAttribute('aria-disabled')).resolves.toBe('true');
      await button('Enable').click();
      await button('Disable').waitFor();
      await signIn('viewer');
      await open(made[0]!);
      for (const name of ['Send a test', 'Disable', 'Change', 'New secret', 'Delete', 'Send again …'])
        await expect(button(name).getAttribute('aria-disabled')).resolves.toBe('true');
      await button('Send a test').hover();
      await page().getByText('You may not change subscriptions').first().waitFor();
    });

    it('change an endpoint, and tell at its field what is wrong', async () => {
      const given = { url: endpoint.url, types: ['feedback.given'], description: 'Ours' };
      const { body } = await admin().post('/subscriptions').send(given).expect(201);
      id = body.id;
      endpoint.secrets = [body.secret];
      await signIn('admin');
      await open(`subscriptions/${id}`);
      await button('Change').click();
      const address = dialog().getByLabel('Address');
      await expect(address.inputValue()).resolves.toBe(endpoint.url);
      await expect(dialog().getByRole('checkbox', { name: 'feedback.given' }).isChecked()).resolves.toBe(
        true,
      );
      expect(await barriersIn(page())).toEqual([]);
      await address.fill('https://192.168.0.1/hook');
      await inDialog('Save').click();
      await dialog()
        .getByText(/^Request /)
        .waitFor();
      await expect(address.getAttribute('aria-invalid')).resolves.toBe('true');
      await address.fill(endpoint.url);
      await dialog().getByLabel('What it is for').fill('');
      await dialog().getByRole('checkbox', { name: 'feedback.given' }).uncheck();
      await inDialog('Save').click();
      await dialog().getByText('Choose at least one.').waitFor();
      await dialog().getByRole('checkbox', { name: 'recording.*' }).check();
      await inDialog('Save').click();
      await dialog().waitFor({ state: 'detached' });
      await page().getByText('recording.*', { exact: true }).waitFor();
      const after = await admin().get(`/subscriptions/${id}`).expect(200);
      expect(after.body).toMatchObject({ types: ['recording.*'], description: null, url: endpoint.url });
    });

    it('give an endpoint a new secret, shown once, beside which the old one signs', async () => {
      await signIn('admin');
      await open(`subscriptions/${id}`);
      await button('New secret').click();
      await inDialog('Cancel').click();
      await button('New secret').click();
      await inDialog('Make a new secret').click();
      const secret = await dialog()
        .getByText(/^whsec_/)
        .innerText();
      // It would be lost, and the old one is good for a day only.
      await page().keyboard.press('Escape');
      await inDialog('I have it').click();
      await page().getByText('Old secret signs until').waitFor();
      await expect(page().content()).resolves.not.toContain(secret);
      endpoint.secrets.push(secret);
      endpoint.received = [];
      await button('Send a test').click();
      await received(1);
      expect(endpoint.refused).toBe(0);
    });

    it('send again what was given up, and what was sent since a moment', async () => {
      endpoint.received = [];
      endpoint.behave = () => ({ status: endpoint.received.length < 2 ? 410 : 200 });
      await signIn('admin');
      await open(`subscriptions/${id}`);
      await button('Send a test').click();
      await page()
        .getByText(/^It answered 410 Gone/)
        .waitFor({ timeout: 15_000 });
      await expect(button('Send again …').getAttribute('aria-disabled')).resolves.toBe('true');
      await button('Enable').click();
      await button('Disable').waitFor();
      await button('Send again …').click();
      expect(await barriersIn(page())).toEqual([]);
      await inDialog('Send again').click();
      await dialog().getByText('1 delivery is sent again.').waitFor();
      await inDialog('Close').click();
      await received(2);
      await button('Send again …').click();
      await dialog().getByLabel('What is sent').selectOption('all');
      await inDialog('Send again').click();
      await dialog().getByText('Say since when.').waitFor();
      await dialog().getByLabel('Since').fill('2026-01-01T00:00');
      await inDialog('Send again').click();
      await dialog().getByText('2 deliveries are sent again.').waitFor();
      await inDialog('Close').click();
      await received(4);
      expect(new Set(endpoint.received.map((each) => each.id)).size).toBe(2);
    });

    it('delete an endpoint after a question, with what was sent to it', async () => {
      await signIn('admin');
      await open(`subscriptions/${id}`);
      await button('Delete').click();
      await dialog().getByText(`Delete ${endpoint.url}?`).waitFor();
      await inDialog('Cancel').click();
      await admin().get(`/subscriptions/${id}`).expect(200);
      await button('Delete').click();
      await inDialog('Delete').click();
      await page().getByRole('heading', { level: 1, name: 'Subscriptions' }).waitFor();
      await admin().get(`/subscriptions/${id}`).expect(404);
      await expect(page().getByRole('link', { name: endpoint.url }).count()).resolves.toBe(1);
    });
  });
}
