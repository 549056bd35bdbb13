import { expect, it, jest } from '@jest/globals';
import { FakeClock } from '../common/testing/fake-clock.js';
import type { Clock } from '../common/time/clock.service.js';
import { RetentionWatchService } from './retention-watch.service.js';
import type { RetentionService } from './retention.service.js';

/** When it looks, in minutes, while the first looks find so much more. */
const looksOf = async (isNeeded: boolean, more: boolean[]): Promise<number[]> => {
  const clock = new FakeClock();
  jest.spyOn(clock as Clock, 'sleep').mockImplementation(async (ms, signal) => {
    if (!signal?.aborted) clock.pass(ms);
  });
  const looks: number[] = [];
  let isDone = (): void => undefined;
  const done = new Promise<void>((resolve) => (isDone = resolve));
  const removeOld = jest.fn(async () => {
    looks.push(clock.monotonic() / 60_000);
    if (looks.length > more.length + 1) {
      isDone();
      await new Promise(() => undefined);
    }
    return more[looks.length - 1] ?? false;
  });
  const watch = new RetentionWatchService({ isNeeded, removeOld } as unknown as RetentionService, clock);
  watch.onApplicationBootstrap();
  if (isNeeded) await done;
  else await watch.beforeApplicationShutdown();
  return looks;
};

it('looks a while after the start and then each hour, and again at once where there is more', async () => {
  await expect(looksOf(true, [])).resolves.toEqual([1.5, 61.5]);
  await expect(looksOf(true, [true])).resolves.toEqual([1.5, 1.5, 61.5]);
});

it('never looks where all is kept for ever', async () => {
  await expect(looksOf(false, [])).resolves.toEqual([]);
});
