import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../common/testing/fake-clock.js';
import { TooManyTriesError } from '../person.errors.js';
import { TriesService } from './tries.service.js';

const [GRACE, HERE, THERE] = ['grace@example.com', '203.0.113.7', '203.0.113.8'];
const HOUR_MS = 3_600_000;

let clock: FakeClock;
let tries: TriesService;

beforeEach(() => {
  clock = new FakeClock();
  tries = new TriesService(clock);
});

const wrong = (email = GRACE, network = HERE): Promise<null> => tries.make(email, network, async () => null);
const right = (email = GRACE, network = HERE): Promise<boolean | null> =>
  tries.make(email, network, async () => true);
/** Whether it was let through. */
const isMade = (trying: Promise<unknown>): Promise<boolean> =>
  trying.then(
    () => true,
    () => false,
  );

/** How long each of so many wrong passwords has to wait, in seconds; it is tried as soon as it may be. */
const waits = async (count: number, emailOf: (n: number) => string = () => GRACE): Promise<number[]> => {
  const found: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const wait = await wrong(emailOf(n)).then(
      () => 0,
      ({ retryAfterSeconds }: TooManyTriesError) => retryAfterSeconds,
    );
    clock.pass(wait * 1_000);
    if (wait > 0) await wrong(emailOf(n));
    found.push(wait);
  }
  return found;
};

describe('TriesService', () => {
  it('lets a few tries through, then makes each wait longer, to half a minute', async () => {
    await expect(waits(10)).resolves.toEqual([0, 0, 0, 1, 2, 4, 8, 16, 30, 30]);
  });

  it('counts tries that are made at the same time', async () => {
    const made = await Promise.all([1, 2, 3, 4].map(() => isMade(wrong())));
    expect(made).toEqual([true, true, true, false]);
  });

  it('does not hold the same person up elsewhere', async () => {
    await waits(12);
    await expect(right(GRACE, THERE)).resolves.toBe(true);
  });

  it('slows down who tries many people from one network, beyond what is free of each', async () => {
    const found = await waits(4 * 22, (n) => `person${n % 22}@example.com`);
    expect(found.slice(0, 66).every((wait) => wait === 0)).toBe(true);
    expect(found.slice(-3)).toEqual([0, 1, 2]);
  });

  it('forgets wrong passwords once the right one came, of this person alone', async () => {
    await waits(3);
    await waits(3, () => 'other@example.com');
    clock.pass(1_000);
    await right();
    await expect(waits(1)).resolves.toEqual([0]);
    await wrong('other@example.com');
    await expect(waits(1, () => 'other@example.com')).resolves.toEqual([2]);
  });

  it('counts nothing that could not be tried', async () => {
    for (let n = 0; n < 5; n += 1)
      await expect(
        tries.make(GRACE, HERE, async () => {
          throw new Error('away');
        }),
      ).rejects.toThrow('away');
    await expect(waits(3)).resolves.toEqual([0, 0, 0]);
  });

  it('lets an office in where many people sign in', async () => {
    for (let n = 0; n < 100; n += 1) await expect(right()).resolves.toBe(true);
  });

  it('forgets after a quarter of an hour', async () => {
    await waits(9);
    clock.pass(15 * 60_000 + 1);
    await expect(waits(1)).resolves.toEqual([0]);
  });
});

describe('somebody who guesses four times a second from the same network', () => {
  const TICK_MS = 250;
  /** Runs an hour in which `attack` is called each tick. */
  const hour = async (attack: (ms: number) => Promise<unknown>): Promise<void> => {
    for (let ms = 0; ms < HOUR_MS; ms += TICK_MS) {
      clock.pass(TICK_MS);
      await attack(ms);
    }
  };

  it.each([0, 1, 2])(
    'keeps nobody out at whom others aim not, after %i slips of their own',
    async (slips) => {
      const outcomes: (boolean | null)[] = [];
      await hour(async (ms) => {
        await isMade(wrong(`made-up-${ms}@example.com`));
        for (const n of [1, 2, 3, 4]) await isMade(wrong(`aimed-at-${n}@example.com`));
        if (ms % 30_000 !== 0) return;
        for (let n = 0; n < slips; n += 1) await isMade(wrong());
        outcomes.push(await right().catch(() => false));
      });
      expect(outcomes).toHaveLength(120);
      expect(outcomes.every(Boolean)).toBe(true);
    },
  );

  it('tries at most 130 passwords an hour of one person', async () => {
    let made = 0;
    await hour(async () => (made += (await isMade(wrong())) ? 1 : 0));
    expect(made).toBeGreaterThan(100);
    expect(made).toBeLessThanOrEqual(130);
  });

  it('tries at most 12 an hour of each person and 150 more, however patiently', async () => {
    const people = Array.from({ length: 20 }, (_, n) => `person${n}@example.com`);
    let made = 0;
    await hour(async (ms) => {
      await isMade(wrong(`made-up-${ms}@example.com`));
      // Three tries of each as soon as the last ones are forgotten, and all others of one person.
      const email = ms % (16 * 60_000) < 15_000 ? people[(ms / TICK_MS) % people.length] : people[0];
      made += (await isMade(wrong(email))) ? 1 : 0;
    });
    expect(made).toBeGreaterThan(12 * people.length);
    expect(made).toBeLessThanOrEqual(12 * people.length + 150);
  });
});
