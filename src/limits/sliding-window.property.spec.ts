import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Slot, takePermits } from './sliding-window.js';

const WINDOW_MS = 60_000;
const START = Date.parse('2026-02-03T04:05:06.789Z');
const steps = fc.array(
  fc.record({ afterMs: fc.integer({ min: 0, max: 20_000 }), wanted: fc.integer({ min: 1, max: 12 }) }),
  { minLength: 1, maxLength: 80 },
);

describe('a sliding window', () => {
  it('lets no more than the limit through in any minute, and says what is left and when there is more', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 20 }), (asked, limit) => {
        let now = START;
        let slots: Slot[] = [];
        const granted: number[] = [];
        for (const { afterMs, wanted } of asked) {
          now += afterMs;
          const taking = takePermits(slots, wanted, { limit, windowMs: WINDOW_MS }, now);
          ({ slots } = taking);
          granted.push(...Array.from({ length: taking.granted }, () => now));
          const inTheMinute = granted.filter((at) => at > now - WINDOW_MS).length;
          expect(inTheMinute).toBeLessThanOrEqual(limit);
          // Nobody is refused while there is something left.
          expect(taking.granted === wanted || taking.left === 0).toBe(true);
          const most = { limit, windowMs: WINDOW_MS };
          expect(takePermits(slots, limit + 1, most, now).granted).toBe(taking.left);
          expect(takePermits(slots, limit + 1, most, now + taking.moreInMs).granted).toBeGreaterThan(
            taking.left,
          );
          expect(takePermits(slots, limit + 1, most, now + taking.moreInMs - 1).granted).toBe(taking.left);
        }
      }),
    );
  });

  it('forgets what a clock counted that was set back by more than a window', () => {
    const limit = { limit: 3, windowMs: WINDOW_MS };
    const { slots } = takePermits([], 3, limit, START);
    expect(takePermits(slots, 1, limit, START - WINDOW_MS / 2).granted).toBe(0);
    expect(takePermits(slots, 1, limit, START - 2 * WINDOW_MS).granted).toBe(1);
  });

  it('is over a little more than a minute after the last request', () => {
    const limit = { limit: 3, windowMs: WINDOW_MS };
    const { slots } = takePermits([], 3, limit, START);
    expect(takePermits(slots, 4, limit, START + 65_000)).toMatchObject({ granted: 3, left: 0 });
  });
});
