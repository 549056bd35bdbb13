import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AtlasError } from '@atlas/client';
import { parseArguments, runWithArguments, UsageError } from '../common/process/program-arguments.js';
import { AtlasProcess } from './atlas-process.js';
import { Camera } from './camera.js';
import { DemoError } from './demo-error.js';
import { runDemo } from './run-demo.js';
import { runRetryDemo } from './run-retry-demo.js';
import { Terminal } from './terminal.js';

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));
const PATIENCE_MS = 4_000;

/** What can be shown; nobody answers for a whole minute of the simulated clock. */
const STORIES = {
  plain: {
    command: 'npm ci && npm run demo',
    title: 'Atlas places a phone call, follows it to its end, and shows it.',
    speed: 8,
    run: runDemo,
  },
  retry: {
    command: 'npm run demo -- retry',
    title: 'Atlas calls again when nobody answers.',
    speed: 15,
    run: runRetryDemo,
  },
};
type Story = (typeof STORIES)[keyof typeof STORIES];

/** What the arguments ask for; `picture` is the file that shows afterwards what was printed. */
interface Show {
  story: Story;
  picture: string | undefined;
}

const USAGE = [
  'Usage: npm run demo [-- [retry] [--picture FILE]]',
  '',
  'Shows one call from the request to the feedback; with retry, one that nobody answers at first.',
  '--picture draws what was printed as an SVG file: npm run demo -- --picture docs/demo.svg',
  'It uses an Atlas of its own with a simulated Twilio: no phone rings, and nothing is left behind.',
].join('\n');

function showOf(args: string[]): Show {
  const { positionals, values } = parseArguments(args, { picture: { type: 'string' } }, true);
  const [name = 'plain', ...more] = positionals;
  const wrong = name === 'plain' || name === 'retry' ? more[0] : name;
  if (wrong !== undefined) throw new UsageError(`There is no story '${wrong}'`);
  return { story: name === 'retry' ? STORIES.retry : STORIES.plain, picture: values.picture };
}

/** Why the demo is to end before the story does. */
class Interruption {
  private readonly controller = new AbortController();
  readonly signal = this.controller.signal;
  isUnread = false;

  constructor() {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => this.controller.abort());
    // As with `npm run demo | head`: nobody reads any more.
    process.stdout.on('error', () => {
      this.isUnread = true;
      this.controller.abort();
    });
  }
}

/** Tells a story, and takes away what that needed. Answers the exit code. */
async function tell({ story, picture }: Show): Promise<number> {
  const interruption = new Interruption();
  const directory = await mkdtemp(join(tmpdir(), 'atlas-demo-'));
  let atlas: AtlasProcess | undefined;
  try {
    atlas = await AtlasProcess.start(MAIN, directory, story.speed);
    const camera = new Camera(process.stdout);
    const out = picture === undefined ? process.stdout : camera;
    await play(story, atlas, new Terminal(out), interruption.signal);
    if (picture !== undefined) await writeFile(picture, camera.picture(story.command));
    return 0;
  } catch (error) {
    if (interruption.isUnread) return 0;
    const isInterrupted = interruption.signal.aborted;
    process.stderr.write(`\n${isInterrupted ? 'The demo was interrupted.' : reason(error)}\n`);
    return isInterrupted ? 130 : 1;
  } finally {
    await atlas?.stop();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function play(
  story: Story,
  atlas: AtlasProcess,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const seconds = (): string => `${(performance.now() / 1000).toFixed(1)} s`;
  terminal.heading(story.title);
  terminal.line(
    `Nothing leaves this machine: Twilio is simulated, with a clock ${story.speed} times as fast.\n`,
  );
  // Written past the terminal: it is no part of the story, and of its picture.
  const patience = setTimeout(
    () => process.stdout.write('Still starting: the first time, a local database is installed …\n'),
    PATIENCE_MS,
  );
  await atlas.ready(signal).finally(() => clearTimeout(patience));
  terminal.line(
    `Atlas is up at ${atlas.url} after ${seconds()}, with a database and a simulator of its own.\n`,
  );
  await story.run(atlas, terminal, signal);
  terminal.line(`\nDone in ${seconds()}. Next: npm start, then open http://localhost:8000/docs`);
}

function reason(error: unknown): string {
  if (!(error instanceof DemoError || error instanceof AtlasError))
    return `The demo failed: ${error instanceof Error ? error.stack : String(error)}`;
  return `The demo failed. ${error.message}`;
}

await runWithArguments(USAGE, showOf, tell);
