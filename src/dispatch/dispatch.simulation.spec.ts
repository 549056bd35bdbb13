import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { MUTANTS } from './testing/simulation/mutants.js';
import { simulate } from './testing/simulation/simulate.js';

const SEEDS = 200;
const PROGRAM = join('tools', 'simulate-dispatch.js');
const run = promisify(execFile);

beforeAll(() => Logger.overrideLogger(false));
afterAll(() => Logger.overrideLogger(undefined as never));

describe('the engine, in stories with failing databases, machines, clocks and a failing Twilio', () => {
  it(
    'keeps every rule',
    async () => {
      // Compiled, in a process of its own: that is several times as fast as here.
      const played = run(process.execPath, [PROGRAM, '--seeds', String(SEEDS)]);
      const { stdout } = await played.catch((error: { stdout: string }) => error);
      expect(stdout).toMatch(new RegExp(`^PASS: ${SEEDS} seeds, \\d+ dials, \\d+ steps, 0 violations`, 'm'));
    },
    10 * 60_000,
  );
});

describe('a mistake in the engine is found', () => {
  it.each(Object.entries(MUTANTS))(
    '%s',
    async (_name, mutant) => {
      const { foundBy: first = 1 } = mutant;
      let found: string[] = [];
      for (let seed = first; found.length === 0 && seed < first + SEEDS; seed += 1)
        found = (await simulate(seed, mutant)).violations;
      expect(found).not.toEqual([]);
    },
    10 * 60_000,
  );
});
