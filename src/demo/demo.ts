import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AtlasProcess } from './atlas-process.js';
import { DemoError } from './demo-error.js';
import { runDemo } from './run-demo.js';
import { runRetryDemo } from './run-retry-demo.js';
import { Terminal } from './terminal.js';

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));
const PATIENCE_MS = 4_000;

/** What can be shown; nobody answers for a whole minute of the simulated clock. */
const STORIES = {
  plain: { title: 'Atlas places a phone call, follows it to its end, and shows it.', speed: 8, run: runDemo },
  retry: { title: 'Atlas calls again when nobody answers.', speed: 15, run: runRetryDemo },
};

const [name = 'plain', ...more] = process.argv.slice(2);
if (!(name === 'plain' || name === 'retry') || more.length > 0) {
  process.stderr.write('Usage: npm run demo [-- retry]\n');
  process.exit(2);
}
const story = STORIES[name];

const began = performance.now();
const seconds = (): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;
const terminal = new Terminal(process.stdout);
const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort());

const directory = await mkdtemp(join(tmpdir(), 'atlas-demo-'));
let atlas: AtlasProcess | undefined;
try {
  terminal.heading(story.title);
  terminal.line(
    `Nothing leaves this machine: Twilio is simulated, with a clock ${story.speed} times as fast.\n`,
  );
  atlas = await AtlasProcess.start(MAIN, directory, story.speed);
  const patience = setTimeout(
    () => terminal.line('Still starting: the first time, a local database is installed …'),
    PATIENCE_MS,
  );
  await atlas.ready(interrupt.signal).finally(() => clearTimeout(patience));
  terminal.line(
    `Atlas is up at ${atlas.url} after ${seconds()}, with a database and a simulator of its own.\n`,
  );
  await story.run(atlas, terminal, interrupt.signal);
  terminal.line(`\nDone in ${seconds()}. Next: npm start, then open http://localhost:8000/docs`);
} catch (error) {
  process.exitCode = interrupt.signal.aborted ? 130 : 1;
  process.stderr.write(`\n${interrupt.signal.aborted ? 'The demo was interrupted.' : reason(error)}\n`);
} finally {
  await atlas?.stop();
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
}

function reason(error: unknown): string {
  if (!(error instanceof DemoError))
    return `The demo failed: ${error instanceof Error ? error.stack : String(error)}`;
  return `The demo failed. ${error.message}`;
}
