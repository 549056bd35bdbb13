/**
 * `npm run screenshots -- [page …]`: an Atlas of its own with some calls of every sort, and a picture of each page of the console in
 * docs/pictures/console: 1440 and 390 pixels wide, light and dark. They are to be looked at.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { readArguments } from './arguments.js';
import { buildIfNeeded, root } from './build.js';
import { callWhoIsErased, erase, isDone } from './screenshots/erasures.js';
import { listen, subscribe } from './screenshots/endpoints.js';

const { positionals } = readArguments(
  'Usage: npm run screenshots [-- page …]\n\nPictures of the pages of the console, in docs/pictures/console.',
  {},
  true,
);

buildIfNeeded();
const { AtlasProcess } = await import(join(root, 'dist', 'demo', 'atlas-process.js'));

const PEOPLE = [
  ['Ada Example', 'ada@example.com', '+14155550100'],
  ['Grace Example', 'grace@example.com', '+14155550101'],
  ['Edsger Example', 'edsger@example.com', '+442079460100'],
];
const CALLEES = [
  '0100',
  '0101',
  '0111',
  '0120',
  '0121',
  '0130',
  '0131',
  '0132',
  '0140',
  '0100',
  '0112',
  '0100',
];
const SCRIPTS = [
  'Hello Ada. This is a reminder of your appointment tomorrow at nine. May we call you again?',
  'Good morning. How satisfied were you with your last visit? Please leave us a message.',
];
const FEEDBACK = {
  call_quality: 5,
  agent_helpfulness: 4,
  resolution: 4,
  call_ease: 5,
  overall_satisfaction: 5,
};
const WIDTHS = { 1440: 900, 390: 844 };

const directory = await mkdtemp(join(tmpdir(), 'atlas-pictures-'));
const target = join(root, 'docs', 'pictures', 'console');
await mkdir(target, { recursive: true });
const endpoints = await listen();
const atlas = await AtlasProcess.start(join(root, 'dist', 'main.js'), directory, 40, {
  SUBSCRIPTIONS_LOOPBACK: 'on',
});

async function ask(method, path, body) {
  const sent = body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(atlas.url + path, { method, ...sent });
  if (!response.ok)
    throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return response.status === 204 ? null : response.json();
}

/** Calls of every sort, brought to their ends, and one that waits for tomorrow. */
async function play() {
  for (const [index, [name, email, number]] of PEOPLE.entries())
    await ask('POST', '/users', { name, email, phone_number: number, external_id: `person-${index}` });
  const place = (to, extra = {}) =>
    ask('POST', '/calls/outbound', {
      to,
      user_external_id: `person-${Number(to.at(-1)) % PEOPLE.length}`,
      script: SCRIPTS[Number(to.at(-1)) % SCRIPTS.length],
      recording_enabled: true,
      ...extra,
    });
  for (const [index, callee] of CALLEES.entries())
    await place(
      `+1415555${callee}`,
      index % 3 === 0 ? { campaign_id: 'autumn-survey', metadata: { room: '12' } } : {},
    );
  await wait(12_000);
  const { data } = await ask('GET', '/calls?status=completed&page_size=10');
  for (const [index, call] of data.filter(({ twilio_sid: sid }) => sid).entries())
    await ask('PATCH', `/calls/${call.twilio_sid}/feedback`, {
      ...FEEDBACK,
      overall_satisfaction: 3 + (index % 3),
      notes: 'The voice was clear, and the appointment was right.',
    });
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  await place('+14155550100', { scheduled_at: tomorrow });
  await ask('PUT', `/calls/${data[0].call_id}/hold`, { reason: 'Case 2026-17: asked for by the court.' });
  return data.find(({ recordings }) => recordings?.length > 0) ?? data[0];
}

/** A picture of each of these pages, some after buttons were pressed, in one width and one scheme of colours. */
async function take(browser, names, { colorScheme, width, pages }) {
  const viewport = { width: Number(width), height: WIDTHS[width] };
  const context = await browser.newContext({ colorScheme, viewport });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`${page.url()}: ${error.message}`));
  for (const name of names) {
    const [address, ...pressed] = [pages[name]].flat();
    await page.goto(`${atlas.url}/console${address}`);
    await page.waitForTimeout(1800);
    for (const each of pressed) await page.getByRole('button', { name: each, exact: true }).last().click();
    if (pressed.length > 0) await page.waitForTimeout(800);
    const path = join(target, `${name}-${width}-${colorScheme}.jpg`);
    await page.screenshot({ path, type: 'jpeg', quality: 70, fullPage: pressed.length === 0 });
  }
  await context.close();
}

let browser;
try {
  await atlas.ready(AbortSignal.timeout(120_000));
  const endpoint = await subscribe(ask, endpoints);
  const person = await callWhoIsErased(ask);
  const call = await play();
  const erasure = await erase(ask, person);
  const id = call.call_id ?? call.id;
  const { data: deliveries } = await ask('GET', `/subscriptions/${endpoint}/deliveries?page_size=100`);
  const user = (await ask('GET', '/users?external_id=person-0')).data[0].id;
  const pages = {
    calls: '/calls',
    call: `/calls/${id}`,
    place: '/place?to=%2B14155550100',
    phone: '/phone',
    results: '/results',
    operation: '/operation',
    users: '/users',
    'do-not-call': '/do-not-call',
    subscriptions: '/subscriptions',
    endpoint: `/subscriptions/${endpoint}`,
    'endpoint-change': [`/subscriptions/${endpoint}`, 'Change'],
    'endpoint-secret': [`/subscriptions/${endpoint}`, 'New secret'],
    'endpoint-delete': [`/subscriptions/${endpoint}`, 'Delete'],
    'endpoint-again': [`/subscriptions/${endpoint}`, 'Send again …'],
    delivery: `/subscriptions/deliveries/${deliveries.find(({ tries }) => tries.length > 0).id}`,
    data: '/data',
    erasure: `/data/erasures/${erasure}`,
    user: `/users/${user}`,
    access: '/access',
    audit: '/audit',
  };
  const chosen = positionals.length > 0 ? positionals : Object.keys(pages);
  if (chosen.includes('erasure')) await isDone(ask, erasure);
  // It rings for a person, while the pictures are taken.
  await ask('POST', '/calls/outbound', { to: '+14155550160', user_external_id: 'person-0' });
  await wait(1500);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  for (const colorScheme of ['light', 'dark'])
    for (const width of Object.keys(WIDTHS)) await take(browser, chosen, { colorScheme, width, pages });
  console.log(`screenshots: ${chosen.length * 4} pictures in docs/pictures/console`);
} finally {
  await browser?.close();
  await atlas.stop();
  endpoints.close();
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
}
