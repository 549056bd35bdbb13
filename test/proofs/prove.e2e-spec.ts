import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { testMongoUri } from '../support/mongo.js';

const CALLS = 40;
const SEED = 3;
/** Much longer than it takes, for machines that do much else. */
const RUN_MS = 600_000;

interface Outcome {
  code: number | null;
  output: string;
}

/** Runs the built proof; `look` sees what it has printed by then. */
async function run(
  options: string[],
  look?: (child: ChildProcess, output: string) => void,
): Promise<Outcome> {
  const program = join('dist-prove', 'prove', 'prove.js');
  const size = ['--calls', String(CALLS), '--seed', String(SEED), '--minutes', '9'];
  const child = spawn(process.execPath, [program, ...size, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      look?.(child, output);
    });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

const prove = (...options: string[]): Promise<Outcome> => run(options);

/** Runs it until it has printed this, and sends it the signal then, once. */
const proveUntil = (printed: RegExp, signal: NodeJS.Signals): Promise<Outcome> =>
  run([], (child, output) => {
    if (!child.killed && printed.test(output)) child.kill(signal);
  });

const violated = ({ output }: Outcome): string[] =>
  [...output.matchAll(/^FAIL {2}(.+?) +[1-9]\d*$/gm)].map(([, promise]) => promise ?? '');

const lastLine = ({ output }: Outcome): string => output.trimEnd().split('\n').at(-1) ?? '';

const leftovers = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('atlas-prove-'));

beforeAll(() => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [join('tools', 'prove.js'), '--build']);
  if (status !== 0) throw new Error(`The test build failed:\n${String(stdout)}${String(stderr)}`);
}, RUN_MS);

/** A guard that is switched off, and the promise that is then seen to be broken. */
interface Break {
  name: string;
  promise: string;
  calls?: number;
  options?: string[];
}

const BREAKS = {
  idempotency: { name: 'idempotency', promise: 'more than one dial per intent, or than its plan allows' },
  dedup: { name: 'dedup', promise: 'events stored more than once' },
  // Enough calls that the callbacks of some surely come in another order.
  order: {
    name: 'order',
    promise: 'final status or duration different',
    calls: 80,
    options: ['--patience', '12'],
  },
  // Enough calls that some request is surely dialled, and its answer lost.
  blindRetry: {
    name: 'blind-retry',
    promise: 'more than one dial per intent, or than its plan allows',
    calls: 80,
    options: ['--patience', '12'],
  },
  reconciliation: { name: 'reconciliation', promise: 'calls without an end', options: ['--patience', '12'] },
  signature: { name: 'signature', promise: 'forged webhooks accepted' },
  // Enough calls that several are ended between two attempts; those that stay in the queue are not waited for.
  wish: { name: 'wish', promise: "dialled after a client's end", calls: 80, options: ['--patience', '12'] },
} satisfies Record<string, Break>;

const proveBroken = ({ name, calls = CALLS, options = [] }: Break): Promise<Outcome> =>
  prove('--break', name, '--calls', String(calls), '--mongo', testMongoUri(), ...options);

function expectFailure({ name, promise, calls = CALLS }: Break, outcome: Outcome): void {
  expect(lastLine(outcome)).toMatch(
    new RegExp(`^prove: FAIL calls=${calls} seed=3 break=${name} violations=`),
  );
  expect(violated(outcome)).toContain(promise);
  expect(outcome.code).toBe(1);
}

describe('npm run prove', () => {
  it(
    'passes, says so in its last line, and leaves nothing behind',
    async () => {
      const before = leftovers();
      const outcome = await prove();
      expect(violated(outcome)).toEqual([]);
      expect(lastLine(outcome)).toMatch(/^prove: PASS calls=40 seed=3 violations=0 seconds=\d+$/);
      expect(outcome.code).toBe(0);
      expect(leftovers()).toEqual(before);
    },
    RUN_MS,
  );

  // Several at a time: each of them is four processes, which wait more than they compute.
  it.each([
    { name: 'idempotency, dedup and order', breaks: [BREAKS.idempotency, BREAKS.dedup, BREAKS.order] },
    {
      name: 'blind-retry, reconciliation, signature and wish',
      breaks: [BREAKS.blindRetry, BREAKS.reconciliation, BREAKS.signature, BREAKS.wish],
    },
  ])(
    'fails with --break $name',
    async ({ breaks }) => {
      // All have ended, and left nothing, before any is judged.
      const outcomes = await Promise.all(breaks.map(proveBroken));
      for (const [i, each] of breaks.entries())
        expectFailure(each, outcomes[i] ?? { code: null, output: '' });
    },
    RUN_MS,
  );

  it('refuses what it does not know, and tells how it is used', async () => {
    const outcome = await prove('--break', 'everything');
    expect(outcome.code).toBe(2);
    expect(outcome.output).toMatch(/--break must be one of .*\n\nUsage: npm run prove/);
  });

  it(
    'ends its processes when it is interrupted',
    async () => {
      const before = leftovers();
      const outcome = await proveUntil(/ placing: /, 'SIGTERM');
      expect(lastLine(outcome)).toBe('prove: FAIL calls=40 seed=3 interrupted by SIGTERM');
      expect(outcome.code).toBe(130);
      expect(leftovers()).toEqual(before);
    },
    RUN_MS,
  );

  it(
    'fails when its time is up, and ends its processes',
    async () => {
      const before = leftovers();
      const outcome = await prove('--minutes', '0.15', '--mongo', testMongoUri());
      expect(lastLine(outcome)).toMatch(/^prove: FAIL calls=40 seed=3/);
      expect(outcome.code).toBe(1);
      expect(leftovers()).toEqual(before);
    },
    RUN_MS,
  );
});
