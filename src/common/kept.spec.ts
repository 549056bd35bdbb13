import { beforeEach, expect, it, jest } from '@jest/globals';
import { Kept } from './kept.js';
import { FakeClock } from './testing/fake-clock.js';

let clock: FakeClock;
let tookMs: number;
const count = jest.fn<() => Promise<number>>();
let kept: Kept<number>;

beforeEach(() => {
  clock = new FakeClock();
  tookMs = 10;
  let n = 0;
  count.mockReset().mockImplementation(async () => {
    await clock.sleep(tookMs);
    return (n += 1);
  });
  kept = new Kept(count, () => clock.monotonic());
});

const agesOf = async (ages: number[]): Promise<number[]> => {
  const from = clock.monotonic();
  const counts: number[] = [];
  for (const age of ages) {
    clock.pass(from + age - clock.monotonic());
    counts.push(await kept.get());
  }
  return counts;
};

it('is counted once for all that ask at the same time', async () => {
  await expect(Promise.all([kept.get(), kept.get(), kept.get()])).resolves.toEqual([1, 1, 1]);
  expect(count).toHaveBeenCalledTimes(1);
});

it('is not older than a second where it is soon counted', async () => {
  await expect(agesOf([0, 999, 1_000])).resolves.toEqual([1, 1, 2]);
});

it('is not older than twenty times what it took', async () => {
  tookMs = 100;
  await expect(agesOf([0, 1_999, 2_000])).resolves.toEqual([1, 1, 2]);
});

it('is counted again where it could not be counted', async () => {
  count.mockRejectedValueOnce(new Error('The database is away'));
  const asked = [kept.get(), kept.get()];
  for (const each of asked) await expect(each).rejects.toThrow('The database is away');
  await expect(kept.get()).resolves.toBe(1);
});

it('is counted again where it is not believed any more, once for all', async () => {
  await expect(kept.get()).resolves.toBe(1);
  kept.forget();
  const asked = kept.get();
  kept.forget();
  await expect(Promise.all([asked, kept.get()])).resolves.toEqual([2, 2]);
});
