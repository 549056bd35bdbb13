import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { simulate } from './testing/simulation/simulate.js';

beforeAll(() => Logger.overrideLogger(false));
afterAll(() => Logger.overrideLogger(undefined as never));

/** Some of the stories that the simulation plays, here where a change of the engine is seen at once. */
it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])(
  'the engine dials and keeps every rule in story %d',
  async (seed) => {
    const { dials, violations } = await simulate(seed);
    expect(violations).toEqual([]);
    expect(dials).toBeGreaterThan(0);
  },
);

it('has the same story each time that it is played', async () => {
  const first = await simulate(3);
  const second = await simulate(3);
  expect(second).toEqual(first);
});
