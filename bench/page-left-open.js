/**
 * `npm run bench:page -- [--minutes 10]`: an Atlas of its own, the console's list of calls left open in Chromium, and calls that
 * come and go all the time. Passes when the page keeps its memory: the last third of its samples against the first after a minute of
 * warming up.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { readArguments } from '../tools/arguments.js';
import { buildIfNeeded, root } from '../tools/build.js';

const CALLS_A_SECOND = 3;
const SAMPLE_MS = 10_000;
const WARM_UP_MS = 60_000;
/** The last may be this much above the first: lists that are cached grow to their bound. */
const GROWTH = 1.25;

const USAGE = `Usage: npm run bench:page [-- --minutes 10]

Leaves the console open for some minutes while calls are placed, and fails when its memory grows.`;
const { values } = readArguments(USAGE, { minutes: { type: 'string', default: '10' } });
const minutes = Number(values.minutes);

buildIfNeeded();
const { AtlasProcess } = await import(join(root, 'dist', 'demo', 'atlas-process.js'));

const median = (numbers) => numbers.toSorted((left, right) => left - right)[numbers.length >> 1] ?? 0;
const megabytes = (bytes) => (bytes / 2 ** 20).toFixed(1);

async function post(url, path, body) {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
}

/** Places calls until it is told to stop; answers how many. */
async function load(url, signal) {
  let count = 0;
  while (!signal.aborted) {
    const to = `+1415555${String(count % 1000).padStart(4, '0')}`;
    await post(url, '/calls/outbound', { to, user_external_id: 'page', script: 'Hello.' });
    count += 1;
    await wait(1000 / CALLS_A_SECOND);
  }
  return count;
}

/** Samples what the page holds after a collection of garbage. */
async function sample(page, until) {
  const session = await page.context().newCDPSession(page);
  const samples = [];
  while (Date.now() < until) {
    await wait(SAMPLE_MS);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    const { nodes } = await session.send('Memory.getDOMCounters');
    samples.push({ heap: usedSize, nodes });
    console.log(`  ${samples.length * (SAMPLE_MS / 1000)} s: ${megabytes(usedSize)} MB, ${nodes} nodes`);
  }
  return samples;
}

const directory = await mkdtemp(join(tmpdir(), 'atlas-page-'));
const atlas = await AtlasProcess.start(join(root, 'dist', 'main.js'), directory, 5);
let browser;
try {
  await atlas.ready(AbortSignal.timeout(120_000));
  await post(atlas.url, '/users', {
    name: 'Page',
    email: 'page@example.com',
    phone_number: '+14155550100',
    external_id: 'page',
  });
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const page = await browser.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(`${atlas.url}/console/calls`);
  const end = new AbortController();
  const placing = load(atlas.url, end.signal);
  // A page that shows no call keeps its memory for nothing.
  await page.waitForSelector('[data-call]', { timeout: 60_000 });
  await wait(WARM_UP_MS);
  const samples = await sample(page, Date.now() + minutes * 60_000);
  end.abort();
  const calls = await placing;
  const third = Math.max(1, Math.floor(samples.length / 3));
  const [first, last] = [samples.slice(0, third), samples.slice(-third)].map((part) => ({
    heap: median(part.map(({ heap }) => heap)),
    nodes: median(part.map(({ nodes }) => nodes)),
  }));
  const isKept =
    last.heap <= first.heap * GROWTH && last.nodes <= first.nodes * GROWTH && faults.length === 0;
  for (const fault of faults) console.log(`error on the page: ${fault}`);
  console.log(
    `bench:page: ${isKept ? 'PASS' : 'FAIL'} ${calls} calls in ${minutes} minutes, ` +
      `heap ${megabytes(first.heap)} to ${megabytes(last.heap)} MB, nodes ${first.nodes} to ${last.nodes} (bound ${GROWTH} times)`,
  );
  process.exitCode = isKept ? 0 : 1;
} finally {
  await browser?.close();
  await atlas.stop();
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
}
