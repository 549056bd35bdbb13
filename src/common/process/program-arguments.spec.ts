import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { parseArguments, runWithArguments, UsageError } from './program-arguments.js';

const OPTIONS = { calls: { type: 'string' } } as const;
const before = process.argv;
let written: { out: string; err: string };

beforeEach(() => {
  written = { out: '', err: '' };
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.out += String(text);
    return true;
  });
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.err += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  process.argv = before;
  process.exitCode = undefined;
});

/** Runs a program that answers 3, and gives its exit code. */
const run = async (...args: string[]): Promise<number | string | undefined> => {
  process.argv = ['node', 'program', ...args];
  const read = (given: string[]) => parseArguments(given, OPTIONS).values.calls;
  await runWithArguments('Usage: program [--calls N]', read, async (calls) => (calls === '7' ? 3 : 4));
  const code = process.exitCode ?? 0;
  process.exitCode = undefined;
  return code;
};

describe('a program', () => {
  it('ends with what it answers for its arguments', async () => {
    await expect(run('--calls', '7')).resolves.toBe(3);
    await expect(run()).resolves.toBe(4);
    expect(written).toEqual({ out: '', err: '' });
  });

  it.each([['--help'], ['-h'], ['--calls', '7', '--help'], ['--nonsense', '--help']])(
    'explains itself and does no more: %s %s %s',
    async (...args) => {
      await expect(run(...args)).resolves.toBe(0);
      expect(written).toEqual({ out: 'Usage: program [--calls N]\n', err: '' });
    },
  );

  it.each([
    ['--nonsense', ['--nonsense']],
    ['opera', ['opera']],
    ['--calls', ['--calls']],
  ])('names the argument that is wrong: %s', async (name, args) => {
    await expect(run(...args)).resolves.toBe(2);
    expect(written.out).toBe('');
    expect(written.err).toMatch(new RegExp(`'${name}.*\n\nUsage: program`, 's'));
  });

  it('does not hide any other failure', async () => {
    process.argv = ['node', 'program'];
    const fail = async (): Promise<number> => Promise.reject(new Error('broken'));
    await expect(runWithArguments('Usage', () => null, fail)).rejects.toThrow('broken');
  });
});

describe('parseArguments', () => {
  it('gives the other arguments where there may be any', () => {
    expect(parseArguments(['retry'], {}, true).positionals).toEqual(['retry']);
    expect(() => parseArguments(['retry'], {})).toThrow(UsageError);
  });
});
