import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CallClock } from './call-clock.js';

const START = new Date('2026-01-02T03:04:05Z');

it('moves by the whole length of a wait, however often its speed changes meanwhile', async () => {
  const checking = fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5000 }),
      fc.array(fc.integer({ min: 200, max: 10_000 }), { maxLength: 5 }),
      async (ms, speeds) => {
        const clock = new CallClock(START, 500);
        const sleeping = clock.sleep(ms);
        for (const speed of speeds) {
          await new Promise((resolve) => setImmediate(resolve));
          clock.speed = speed;
        }
        await sleeping;
        expect(clock.now().getTime() - START.getTime()).toBeCloseTo(ms, -0.5);
      },
    ),
    { numRuns: 40 },
  );
  await expect(checking).resolves.toBeUndefined();
});

it('goes on at the new speed at once, and stops where it is when a wait is ended', async () => {
  const clock = new CallClock(START, 0.1);
  const end = new AbortController();
  const since = performance.now();
  const sleeping = clock.sleep(60_000, end.signal);
  clock.speed = 1_000_000;
  await sleeping;
  expect(performance.now() - since).toBeLessThan(5000);
  const cut = clock.sleep(1e12, end.signal);
  end.abort();
  await cut;
  expect(clock.now().getTime() - START.getTime()).toBeLessThan(1e12);
});
