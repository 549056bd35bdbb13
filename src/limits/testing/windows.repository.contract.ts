import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { FakeClock } from '../../common/testing/fake-clock.js';
import { LimitsService } from '../limits.service.js';
import type { WindowsRepository } from '../windows.repository.js';

const LATER = new Date(Date.now() + 3_600_000);
const bursts = fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 1, max: 25 })), { minLength: 1, maxLength: 6 });
let keys = 0;
const newKey = (): string => `default key:${(keys += 1)}`;

/** What every WindowsRepository keeps to; `open` answers one. */
export function describeWindowsRepository(
  name: string,
  open: () => WindowsRepository,
  numRuns: number,
): void {
  describe(`${name}`, () => {
    it('keeps a window for who saw it as it was, and tells all others', async () => {
      const [windows, key] = [open(), newKey()];
      await expect(windows.find(key)).resolves.toBeNull();
      const first = await windows.replace(key, null, [{ at: 1, count: 2 }], LATER);
      expect(first?.slots).toEqual([{ at: 1, count: 2 }]);
      await expect(windows.find(key)).resolves.toEqual(first);
      await expect(windows.replace(key, null, [{ at: 9, count: 9 }], LATER)).resolves.toBeNull();
      const second = await windows.replace(key, first, [{ at: 1, count: 3 }], LATER);
      await expect(windows.replace(key, first, [{ at: 9, count: 9 }], LATER)).resolves.toBeNull();
      await expect(windows.find(key)).resolves.toEqual(second);
      await expect(windows.find(newKey())).resolves.toBeNull();
    });

    it('lets three instances together never let more than the limit through, and no less', async () => {
      await fc.assert(
        fc.asyncProperty(bursts, fc.integer({ min: 1, max: 60 }), async (asked, limit) => {
          const [windows, key] = [open(), newKey()];
          // The server removes what has expired by its own clock.
          const clock = new PlanClock(new FakeClock(Date.now()));
          const instances = [0, 1, 2].map(() => new LimitsService(windows, clock));
          const answers = await Promise.all(
            asked.flatMap(([n, size]) =>
              Array.from({ length: size }, () => instances[n]!.increment(key, 60_000, limit)),
            ),
          );
          expect(answers.filter(({ isBlocked }) => !isBlocked)).toHaveLength(Math.min(answers.length, limit));
        }),
        { numRuns },
      );
    });
  });
}
