import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.js';

describe('the options of the fuzzer', () => {
  it('have defaults, and a seed of their own each time', () => {
    expect(readOptions([])).toEqual({ seed: expect.any(Number), maxExamples: 20, capMs: 900_000 });
    expect(readOptions([]).seed).not.toBe(readOptions([]).seed);
  });

  it('are read', () => {
    const args = ['--seed', '7', '--max-examples', '5', '--minutes', '2'];
    expect(readOptions(args)).toEqual({ seed: 7, maxExamples: 5, capMs: 120_000 });
  });

  it.each([
    [['--seed=-1'], '--seed must be an integer between 0 and 4294967295'],
    [['--max-examples', 'many'], '--max-examples must be an integer between 1 and 10000'],
    [['--minutes', '0'], '--minutes must be an integer between 1 and 1440'],
    [['--sed', '1'], "Unknown option '--sed'"],
  ])('%j are refused', (args, message) => {
    expect(() => readOptions(args)).toThrow(message);
  });
});
