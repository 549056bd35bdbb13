/**
 * `npm run bench:simulator [calls] [speed]`: how long the simulator takes to bring many calls to their end, and how much
 * memory at most. Defaults: 2,000 calls at speed 1,000; the bounds are 60 s and 300 MB. Exits 1 when one is broken.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readArguments } from '../tools/arguments.js';
import { buildIfNeeded, root } from '../tools/build.js';

const USAGE = `Usage: npm run bench:simulator [-- calls [speed]]

Measures how long the simulator takes for many calls (2000) at a speed (1000), and how much memory at most.`;
const [calls = 2_000, speed = 1_000] = readArguments(USAGE, {}, true).positionals.map(Number);
const MOST_SECONDS = 60;
const MOST_MB = 300;
const AT_ONCE = 16;
const CALLEES = ['0100', '0101', '0111', '0120', '0121', '0130', '0131', '0132', '0134', '0140', '0150'];
const ACCOUNT = { sid: `AC${'0'.repeat(32)}`, token: 'bench-token', from: '+15005550006' };

const TWIML =
  '<?xml version="1.0" encoding="UTF-8"?><Response><Say>Hello, this is a reminder of your appointment.</Say><Record maxLength="60" recordingStatusCallback="/recording" action="/recorded"/></Response>';
const THANKS = '<?xml version="1.0" encoding="UTF-8"?><Response><Say>Thank you.</Say><Hangup/></Response>';

const listen = (server) =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server.address().port)));

/** The customer's server: answers each question with TwiML, and each report with 200. */
const customer = http.createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    const isXml = request.url.startsWith('/voice') || request.url.startsWith('/recorded');
    response.writeHead(200, { 'content-type': isXml ? 'application/xml' : 'text/plain' });
    response.end(isXml ? (request.url.startsWith('/voice') ? TWIML : THANKS) : 'ok');
  });
});

const freePort = async () => {
  const server = http.createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const place = async (api, customerUrl, n) => {
  const form = new URLSearchParams({
    To: `+1415555${CALLEES[n % CALLEES.length]}`,
    From: ACCOUNT.from,
    Url: `${customerUrl}/voice`,
    StatusCallback: `${customerUrl}/status`,
  });
  for (const event of ['initiated', 'ringing', 'answered', 'completed'])
    form.append('StatusCallbackEvent', event);
  const response = await fetch(`${api}/2010-04-01/Accounts/${ACCOUNT.sid}/Calls.json`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${ACCOUNT.sid}:${ACCOUNT.token}`).toString('base64')}` },
    body: form,
  });
  if (response.status !== 201) throw new Error(`The simulator answered ${response.status}`);
  await response.arrayBuffer();
};

buildIfNeeded();
const dataDir = mkdtempSync(join(tmpdir(), 'atlas-bench-'));
const customerUrl = `http://127.0.0.1:${await listen(customer)}`;
const port = await freePort();
const api = `http://127.0.0.1:${port}`;
// The same limit of memory as the `simulator` script sets.
const simulator = spawn(
  process.execPath,
  ['--max-old-space-size=192', join(root, 'dist', 'simulator', 'main.js')],
  {
    env: {
      ...process.env,
      ENVIRONMENT: 'test',
      SIMULATOR_PORT: String(port),
      SIMULATOR_SPEED: String(speed),
      ATLAS_DATA_DIR: dataDir,
      TWILIO_MODE: 'simulator',
      TWILIO_ACCOUNT_SID: ACCOUNT.sid,
      TWILIO_AUTH_TOKEN: ACCOUNT.token,
      TWILIO_FROM_NUMBER: ACCOUNT.from,
      LOG_LEVEL: 'ERROR',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  },
);

const OVER = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

const countOver = async () => {
  const { by_status: counts } = await (await fetch(`${api}/simulator/calls?status=queued`)).json();
  return OVER.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
};

/** The most memory that the process ever held, in MB. */
const peakMemory = () =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${simulator.pid}/status`, 'utf8'))?.[1]) / 1024;

const isUp = () =>
  fetch(`${api}/simulator`).then(
    (response) => response.ok,
    () => false,
  );

try {
  while (!(await isUp())) await delay(50);
  const started = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < calls) await place(api, customerUrl, next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  let over = await countOver();
  while (over < calls && performance.now() - started < 2 * MOST_SECONDS * 1_000) {
    await delay(250);
    over = await countOver();
  }
  const seconds = (performance.now() - started) / 1_000;
  const megabytes = peakMemory();
  const passed = over === calls && seconds < MOST_SECONDS && megabytes < MOST_MB;
  console.log(
    `bench:simulator: ${passed ? 'PASS' : 'FAIL'} ${over} of ${calls} calls ended at speed ${speed} in ${seconds.toFixed(1)} s (bound ${MOST_SECONDS}), peak ${megabytes.toFixed(0)} MB (bound ${MOST_MB})`,
  );
  process.exitCode = passed ? 0 : 1;
} finally {
  simulator.kill();
  customer.close();
  customer.closeAllConnections();
  rmSync(dataDir, { recursive: true, force: true });
}
