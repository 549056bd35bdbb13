import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../common/testing/fake-clock.js';
import { TooManyTriesError } from '../person.errors.js';
import { TriesService } from './tries.service.js';

const [GRACE, HERE, THERE] = ['grace@example.com', '203.0.113.7', '203.0.113.8'];

describe('TriesService', () => {
  let clock: FakeClock;
  let tries: TriesService;

  beforeEach(() => {
    clock = new FakeClock();
    tries = new TriesService(clock);
  });

  /** How long the next try has to wait, in seconds; it is made as soon as it may be. */
  const waitFor = (email = GRACE, address = HERE): number => {
    try {
      tries.begin(email, address);
      return 0;
    } catch (error) {
      const { retryAfterSeconds } = error as TooManyTriesError;
      clock.pass(retryAfterSeconds * 1_000);
      tries.begin(email, address);
      return retryAfterSeconds;
    }
  };
  const times = <T>(count: number, work: () => T): T[] => Array.from({ length: count }, work);

  it('lets a few tries through, then makes each wait longer, to half a minute', () => {
    expect(times(10, () => waitFor())).toEqual([0, 0, 0, 1, 2, 4, 8, 16, 30, 30]);
  });

  it('counts tries that are made at the same time', () => {
    for (const _ of times(3, () => tries.begin(GRACE, HERE)));
    expect(() => tries.begin(GRACE, HERE)).toThrow(TooManyTriesError);
  });

  it('locks nobody out: the same person signs in from elsewhere', () => {
    times(12, () => waitFor());
    expect(waitFor(GRACE, THERE)).toBe(0);
  });

  it('slows down who tries many people from one network', () => {
    const waits = times(22, () => 0).map((_, n) => waitFor(`person${n}@example.com`));
    expect(waits.slice(0, 20)).toEqual(times(20, () => 0));
    expect(waits.slice(20)).toEqual([1, 2]);
  });

  it('forgets wrong passwords once the right one came, of this person alone', () => {
    times(5, () => waitFor());
    tries.succeed(GRACE, HERE);
    expect(waitFor()).toBe(0);
    times(3, () => waitFor('other@example.com'));
    tries.succeed(GRACE, HERE);
    expect(waitFor('other@example.com')).toBe(1);
  });

  it('lets an office in where many people sign in', () => {
    times(100, () => {
      tries.begin(GRACE, HERE);
      tries.succeed(GRACE, HERE);
    });
    expect(waitFor()).toBe(0);
  });

  it('forgets after a quarter of an hour', () => {
    times(9, () => waitFor());
    clock.pass(15 * 60_000 + 1);
    expect(waitFor()).toBe(0);
  });

  it('takes the addresses of one IPv6 network for one', () => {
    times(3, () => waitFor(GRACE, '2001:db8:1:2::1'));
    expect(waitFor(GRACE, '2001:0db8:0001:0002:ffff::9')).toBe(1);
    expect(waitFor(GRACE, '2001:db8:1:3::1')).toBe(0);
    times(3, () => waitFor(GRACE, '::ffff:203.0.113.9'));
    expect(waitFor(GRACE, '203.0.113.9')).toBe(1);
    expect(waitFor(GRACE, '::1')).toBe(0);
  });
});
