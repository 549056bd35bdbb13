import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { AtlasProcess } from '../../src/demo/atlas-process.js';
import { runDemo } from '../../src/demo/run-demo.js';
import { Terminal } from '../../src/demo/terminal.js';
import { captured } from '../../src/demo/testing/captured.js';

const MAIN = resolve('dist/main.js');
const DEMO = resolve('dist/demo/demo.js');
const TIMEOUT_MS = 120_000;
const neverStopped = new AbortController().signal;

interface Run {
  child: ChildProcess;
  output: () => string;
  ended: Promise<number | null>;
}

/** Runs the built demo with `directory` as the place for temporary files. */
function runBuiltDemo(directory: string, ...args: string[]): Run {
  let output = '';
  const child = spawn(process.execPath, [DEMO, ...args], {
    env: { ...process.env, TMPDIR: directory, MONGO_URI: 'mongodb://nobody' },
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part: Buffer) => (output += part.toString()));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  return { child, output: () => output, ended };
}

/** Waits for the demo's end. Throws with what it printed where it did not succeed. */
async function success({ output, ended }: Run): Promise<string> {
  const code = await ended;
  if (code !== 0) throw new Error(`The demo ended with ${code}:\n${output()}`);
  return output();
}

/**
 * The lines of a picture of the demo without what differs from run to run. They are sorted, for on a busy machine one
 * of two moments that lie close together may be known before the other.
 */
const wordsIn = (picture: string): string[] =>
  [...picture.matchAll(/<text [^>]*>(.*)<\/text>/g)]
    .map(([, line = '']) =>
      line
        .replaceAll(/<[^>]+>/g, '')
        .replaceAll(/\b(?:CA|RE)[0-9a-f]{32}\b/g, 'SID')
        .replaceAll(/\b\d+:\d\d\b|\b\d+(?:\.\d)? s\b|(?<=127\.0\.0\.1:)\d+/g, 'N'),
    )
    .toSorted();

describe('the demo', () => {
  let directory: string;

  beforeEach(async () => {
    if (!existsSync(DEMO)) throw new Error('dist is missing: run "npm run build" first');
    directory = await mkdtemp(join(tmpdir(), 'atlas-demo-spec-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));

  it(
    'tells a call from the request to the feedback, ends with 0 and leaves nothing behind but its picture',
    async () => {
      const picture = join(directory, 'demo.svg');
      const output = await success(runBuiltDemo(directory, '--picture', picture));
      const told = [
        'POST /users',
        '201',
        'ringing',
        'answered',
        'Atlas says',
        'appointment',
        'recording',
        'transcription',
      ];
      for (const word of [...told, 'completed', 'PATCH /calls/…/feedback', 'Done in'])
        expect(output).toContain(word);
      expect(output).not.toContain(String.fromCharCode(27));
      expect(await readdir(directory)).toEqual(['demo.svg']);
      // Where they differ: npm run demo -- --picture docs/demo.svg
      const [shown, drawn] = [await readFile('docs/demo.svg', 'utf8'), await readFile(picture, 'utf8')];
      expect(wordsIn(shown)).toEqual(wordsIn(drawn));
    },
    TIMEOUT_MS,
  );

  it(
    'tells of a call that nobody answers, and of its second attempt',
    async () => {
      const output = await success(runBuiltDemo(directory, 'retry'));
      const told = [
        'queued',
        'Her phone rings',
        'no-answer',
        'waiting for retry',
        'answered',
        'transcription',
      ];
      const places = told.map((word) => output.indexOf(word));
      expect(places).not.toContain(-1);
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(output).toMatch(/^GET \/calls\/… +200  completed, 2 attempts: no-answer, then completed$/m);
      expect(await readdir(directory)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it('names the stories that it knows', async () => {
    const { output, ended } = runBuiltDemo(directory, 'opera');
    expect(await ended).toBe(2);
    expect(output()).toMatch(/^There is no story 'opera'\n\nUsage: npm run demo \[-- \[retry\]/);
  });

  it(
    'ends quietly when nobody reads any more, as with `| head`, and leaves nothing behind',
    async () => {
      const { child, output, ended } = runBuiltDemo(directory);
      while (!output().includes('Nothing leaves')) await wait(20);
      child.stdout?.destroy();
      expect(await ended).toBe(0);
      expect(output()).not.toContain('EPIPE');
      expect(await readdir(directory)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    'ends with 130 when it is interrupted, and leaves nothing behind',
    async () => {
      const { child, output, ended } = runBuiltDemo(directory);
      while (!output().includes('Nothing leaves')) await wait(20);
      await wait(500);
      child.kill('SIGINT');
      expect(await ended).toBe(130);
      expect(output()).toContain('The demo was interrupted.');
      expect(await readdir(directory)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    'works from its parts, at any speed',
    async () => {
      const { out, lines } = captured();
      const atlas = await AtlasProcess.start(MAIN, directory, 100);
      try {
        await atlas.ready(neverStopped);
        await runDemo(atlas, new Terminal(out), neverStopped);
      } finally {
        await atlas.stop();
      }
      expect(lines().at(-1)).toMatch(/^GET \/users\/…\/calls +200  1 call, completed, \d+ s$/);
    },
    TIMEOUT_MS,
  );

  it('shows why Atlas did not start', async () => {
    const broken = join(directory, 'broken.mjs');
    await writeFile(broken, "console.error('PORT must be a number'); process.exit(1);");
    const atlas = await AtlasProcess.start(broken, directory, 1);
    await expect(atlas.ready(neverStopped)).rejects.toThrow(/Atlas could not start.*\nPORT must be a number/);
    await atlas.stop();
  });

  it('stops waiting when it is told to', async () => {
    const idle = join(directory, 'idle.mjs');
    await writeFile(idle, 'setInterval(() => undefined, 1000);');
    const atlas = await AtlasProcess.start(idle, directory, 1);
    await expect(atlas.ready(AbortSignal.timeout(200))).rejects.toThrow('timeout');
    await atlas.stop();
  });
});
