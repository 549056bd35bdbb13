/**
 * `npm run bench:list`: how fast the console shows its list of calls where there are many, in Chromium. Puts them
 * straight into a database of its own, and prints the time to the first row and the times of frames while the list is scrolled.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MongoClient } from 'mongodb';
import { chromium } from 'playwright-core';
import { readArguments } from './arguments.js';
import { buildIfNeeded, root } from './build.js';

const USAGE =
  'Usage: npm run bench:list -- [--calls 100000] [--browser /usr/bin/chromium] [--query status=busy]';
const { values } = readArguments(USAGE, {
  calls: { type: 'string', default: '100000' },
  browser: { type: 'string', default: '/usr/bin/chromium' },
  query: { type: 'string', default: '' },
});
const BATCH = 2_000;
const SCROLL_MS = 5_000;
/** Ranks of first attempts: a callback told that it was completed, busy, not answered, had failed. */
const RANKS = [54, 54, 54, 53, 52, 51];

const someCall = (n, now) => {
  const createdAt = new Date(now - n * 3_000);
  const rank = RANKS[n % RANKS.length];
  const attempt = { n: 1, submission: 'accepted', createdAt, rank, callbackDuration: n % 240, events: [] };
  return {
    _id: randomUUID(),
    version: 5,
    to: `+1415555${String(n % 10_000).padStart(4, '0')}`,
    userExternalId: `patient-${n % 5_000}`,
    content: { kind: 'say', text: 'Hello. This is a reminder of your appointment tomorrow.' },
    recordingEnabled: n % 3 === 0,
    attempts: [
      { ...attempt, sid: `CA${n.toString(16).padStart(32, '0')}`, startedAt: createdAt, endedAt: createdAt },
    ],
    sids: [`CA${n.toString(16).padStart(32, '0')}`],
    rank,
    hasRecording: n % 3 === 0,
    hasFeedback: n % 5 === 0,
    createdAt,
    changedAt: createdAt,
    steps: [],
  };
};

const fill = async (uri, name, count) => {
  const client = await MongoClient.connect(uri);
  const calls = client.db(name).collection('calls');
  const now = Date.now();
  for (let made = 0; made < count; made += BATCH)
    await calls.insertMany(
      Array.from({ length: Math.min(BATCH, count - made) }, (_, i) => someCall(made + i, now)),
      { ordered: false },
    );
  await client.close();
};

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
};

const startAtlas = async (settings) => {
  const child = spawn(process.execPath, [join(root, 'dist', 'main.js')], {
    cwd: tmpdir(),
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const end = Date.now() + 180_000; Date.now() < end; await new Promise((go) => setTimeout(go, 200))) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${settings.BASE_URL}/health/ready`).catch(() => null);
    if (answer?.ok) return child;
  }
  child.kill('SIGKILL');
  throw new Error('Atlas did not start');
};

/** In the page: scrolls the list for so long, and answers how long each frame took. */
const scrollFor = async (ms) => {
  const box = document.querySelector('[role=region]');
  const frames = [];
  const begun = performance.now();
  for (let last = begun; last - begun < ms;) {
    box.scrollBy(0, 120);
    const now = await new Promise((resolve) => requestAnimationFrame(resolve));
    frames.push(now - last);
    last = now;
  }
  return { frames: frames.slice(1).sort((a, b) => a - b), pixels: box.scrollTop };
};

const measure = async (url) => {
  const browser = await chromium.launch({ executablePath: values.browser, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const begun = performance.now();
    await page.goto(`${url}/console/calls?${values.query}`);
    await page.waitForSelector('[data-call]', { timeout: 60_000 });
    const firstRow = performance.now() - begun;
    await page.waitForTimeout(1_000);
    return { firstRow, ...(await page.evaluate(scrollFor, SCROLL_MS)) };
  } finally {
    await browser.close();
  }
};

const timeOf = async (work) => {
  const begun = performance.now();
  const result = await work();
  return { result, ms: Math.round(performance.now() - begun) };
};

buildIfNeeded();
const local = join(root, 'dist', 'database', 'local', 'start-local-database.js');
const { startLocalDatabase } = await import(pathToFileURL(local).href);
const dataDir = await mkdtemp(join(tmpdir(), 'atlas-bench-list-'));
const database = await startLocalDatabase({ dataDir, log: () => undefined });
let atlas;
try {
  const count = Number(values.calls);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = { HOST: '127.0.0.1', PORT: String(port), BASE_URL: url, MONGO_URI: database.uri };
  const started = await timeOf(() =>
    startAtlas({
      ...settings,
      MONGO_DB: 'atlas_bench',
      ENVIRONMENT: 'development',
      LOG_LEVEL: 'ERROR',
      TWILIO_MODE: 'simulator',
      SIMULATOR_PORT: '0',
      ATLAS_DATA_DIR: dataDir,
    }),
  );
  atlas = started.result;
  // After the start: the local server takes longer to make its indexes of many calls than to keep them.
  const filled = await timeOf(() => fill(database.uri, 'atlas_bench', count));
  const asked = await timeOf(() => fetch(`${url}/calls?page_size=50&${values.query}`));
  const { firstRow, frames, pixels } = await measure(url);
  const at = (share) => frames[Math.min(frames.length - 1, Math.floor(frames.length * share))].toFixed(1);
  console.log(
    `${count} calls, inserted in ${Math.round(filled.ms / 1_000)} s; GET /calls ${asked.ms} ms; ` +
      `first row after ${Math.round(firstRow)} ms; ${frames.length} frames over ${Math.round(pixels)} px: ` +
      `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms`,
  );
} finally {
  if (atlas?.exitCode === null) {
    atlas.kill('SIGTERM');
    await once(atlas, 'exit');
  }
  await database.stop();
  await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
}
