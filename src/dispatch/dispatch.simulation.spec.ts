import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { MUTANTS } from './testing/simulation/mutants.js';

const SEEDS = 200;
const TIMEOUT_MS = 10 * 60_000;

const run = promisify(execFile);
const SIMULATION = join('dist-simulate', 'src', 'dispatch', 'testing', 'simulation', 'main.js');
const simulate = async (...options: string[]): Promise<string> => {
  const played = run(process.execPath, [SIMULATION, ...options]);
  const { stdout } = await played.catch((error: { stdout: string }) => error);
  return stdout;
};

// Compiled, in processes of their own: that is several times as fast as here.
let played: string;
let found: string;
beforeAll(async () => {
  const seeds = ['--seeds', String(SEEDS)];
  await run(process.execPath, [join('tools', 'simulate-dispatch.js'), '--build']);
  [played, found] = await Promise.all([simulate(...seeds), simulate('--mutants', ...seeds)]);
}, TIMEOUT_MS);

describe('the engine, in stories with failing databases, machines, clocks and a failing Twilio', () => {
  it('keeps every rule', () =>
    expect(played).toMatch(new RegExp(`^PASS: ${SEEDS} seeds, \\d+ dials, \\d+ steps, 0 violations`, 'm')));
});

describe('a mistake in the engine is found', () => {
  it.each(Object.keys(MUTANTS))('%s', (name) =>
    expect(found).toMatch(new RegExp(`^FOUND: ${name}, by`, 'm')),
  );
});
