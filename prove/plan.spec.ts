import { describe, expect, it } from '@jest/globals';
import { calleeOf } from '../src/simulator/callees/callee-table.js';
import { UsageError } from '../src/common/process/program-arguments.js';
import { readOptions } from './options.js';
import { planIntents } from './plan.js';

describe('the plan of calls', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(planIntents(50, 7)).toEqual(planIntents(50, 7));
    expect(planIntents(50, 8)).not.toEqual(planIntents(50, 7));
  });

  it('gives each intent a key and a handle of its own, and numbers that several share', () => {
    const intents = planIntents(500, 7);
    expect(new Set(intents.map(({ key }) => key)).size).toBe(500);
    expect(new Set(intents.map(({ handle }) => handle)).size).toBe(500);
    expect(new Set(intents.map(({ body }) => body.to)).size).toBeLessThan(450);
    expect(intents.some(({ isDoubled }) => isDoubled)).toBe(true);
    expect(intents.some(({ cutAfterMs }) => cutAfterMs !== undefined)).toBe(true);
  });

  it('calls nobody who waits for a person, or never ends', () => {
    for (const { body } of planIntents(500, 7)) {
      const { holdsLine, interactive } = calleeOf(body.to);
      expect([body.to, holdsLine, interactive]).toEqual([body.to, undefined, undefined]);
    }
  });
});

describe('the options', () => {
  it('have defaults, and a random seed', () => {
    expect(readOptions([])).toMatchObject({
      calls: 2000,
      instances: 3,
      capMs: 900_000,
      broken: [],
    });
    expect(readOptions([])).not.toEqual(readOptions([]));
    expect(readOptions(['--calls', '60', '--seed', '7', '--break', 'order,signature'])).toMatchObject({
      calls: 60,
      seed: 7,
      broken: ['order', 'signature'],
    });
  });

  it.each([
    [['--calls', '0'], /--calls must be an integer between 1 and 4000/],
    [['--seed', '-1'], /--seed/],
    [['--seed', '1.5'], /--seed must be an integer/],
    [['--break', 'order,everything'], /--break must be one or more of idempotency, /],
    [['--break', 'order,wish'], /--break takes only one of dedup, order, wish/],
    [['--minutes', 'x'], /--minutes must be a number/],
    [['--sedd', '1'], /sedd/],
    [['7'], /7/],
  ])('%j is refused', (args, message) => {
    expect(() => readOptions(args)).toThrow(UsageError);
    expect(() => readOptions(args)).toThrow(message);
  });
});
