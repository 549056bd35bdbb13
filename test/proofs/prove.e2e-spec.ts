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

/** What it says of what it has seen go wrong. */
const seenIn = (outcome: Outcome): string[] =>
  violated(outcome).length === 0 ? [] : outcome.output.trimEnd().split('\n').slice(-15);

const lastLine = ({ output }: Outcome): string => output.trimEnd().split('\n').at(-1) ?? '';

const leftovers = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('atlas-prove-'));

beforeAll(() => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [join('tools', 'prove.js'), '--build']);
  if (status !== 0) throw new Error(`The test build failed:\n${String(stdout)}${String(stderr)}`);
}, RUN_MS);

/** Guards that are switched off together, and the promises that are then seen to be broken. */
interface Break {
  names: string;
  promises: string[];
}

const BREAKS: Break[] = [
  {
    names: 'idempotency,dedup,signature',
    promises: [
      'more than one dial per intent, or than its plan allows',
      'events stored more than once',
      'forgeries and strangers let in',
    ],
  },
  {
    names: 'order,blind-retry',
    promises: [
      'final status or duration different',
      'more than one dial per intent, or than its plan allows',
    ],
  },
  {
    names: 'wish,reconciliation,telling',
    promises: [
      'a client was told that its call is ended, and it was not',
      'calls without an end',
      'a customer was not told of a change',
    ],
  },
];
/** Enough that callbacks surely come in another order, and several calls are ended by their clients. */
const BROKEN_CALLS = 80;

/** Nobody waits long for what never comes where a guard is off. */
const proveBroken = ({ names }: Break): Promise<Outcome> =>
  prove('--break', names, '--calls', String(BROKEN_CALLS), '--patience', '12', '--mongo', testMongoUri());

function expectFailure({ names, promises }: Break, outcome: Outcome): void {
  expect(lastLine(outcome)).toMatch(
    new RegExp(`^prove: FAIL calls=${BROKEN_CALLS} instances=3 seed=3 break=${names} violations=`),
  );
  expect(violated(outcome)).toEqual(expect.arrayContaining(promises));
  expect(outcome.code).toBe(1);
}

describe('npm run prove', () => {
  // All at a time: each of them is five processes, which wait more than they compute.
  it(
    'passes, fails with guards that are switched off, says so in its last line, and leaves nothing behind',
    async () => {
      const before = leftovers();
      const [whole, ...broken] = await Promise.all([prove(), ...BREAKS.map(proveBroken)]);
      expect({ violated: violated(whole), seen: seenIn(whole) }).toEqual({ violated: [], seen: [] });
      expect(lastLine(whole)).toMatch(/^prove: PASS calls=40 instances=3 seed=3 violations=0 seconds=\d+$/);
      expect(whole.code).toBe(0);
      for (const [i, each] of BREAKS.entries()) expectFailure(each, broken[i] ?? { code: null, output: '' });
      expect(leftovers()).toEqual(before);
    },
    RUN_MS,
  );

  it('refuses what it does not know, and tells how it is used', async () => {
    const outcome = await prove('--break', 'everything');
    expect(outcome.code).toBe(2);
    expect(outcome.output).toMatch(/--break must be one or more of .*\n\nUsage: npm run prove/);
  });

  it(
    'ends its processes when it is interrupted, and fails when its time is up, and ends them then too',
    async () => {
      const before = leftovers();
      const [interrupted, late] = await Promise.all([
        proveUntil(/ placing: /, 'SIGTERM'),
        prove('--minutes', '0.15', '--mongo', testMongoUri()),
      ]);
      expect(lastLine(interrupted)).toBe('prove: FAIL calls=40 instances=3 seed=3 interrupted by SIGTERM');
      expect(interrupted.code).toBe(130);
      expect(lastLine(late)).toMatch(/^prove: FAIL calls=40 instances=3 seed=3/);
      expect(late.code).toBe(1);
      expect(leftovers()).toEqual(before);
    },
    RUN_MS,
  );
});
