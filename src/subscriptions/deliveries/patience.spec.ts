import { describe, expect, it } from '@jest/globals';
import type { Health } from '../subscription.js';
import { afterFailure, atOnce, failed, isGivenUp, isPaused, succeeded } from './patience.js';

const NOW = new Date('2026-01-01T00:00:00Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const waits = (n: number, random: number, asked?: number) =>
  (afterFailure(n, NOW, asked, () => random).dueAt!.getTime() - NOW.getTime()) / 1_000;

describe('a delivery that failed', () => {
  it('is tried again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, and then no more', () => {
    const expected = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000];
    expect(expected.map((_, i) => waits(i + 1, 0.5))).toEqual(expected);
    expect(afterFailure(8, NOW)).toEqual({ status: 'dead' });
  });

  it('is tried a little earlier or later', () => {
    expect([waits(2, 0), waits(2, 1)]).toEqual([270, 330]);
  });

  it('is left as long as the endpoint asks, for an hour at most', () => {
    expect([waits(1, 0.5, 60), waits(1, 0.5, 999_999), waits(3, 0.5, 60)]).toEqual([60, 3_600, 1_800]);
  });
});

describe('an endpoint', () => {
  /** Each failure when the pause after the one before is over. */
  const after = (count: number, from: Health = { failures: 0 }): Health =>
    Array.from({ length: count }).reduce<Health>(
      (health) => failed({ ...health, openUntil: NOW }, NOW),
      from,
    );

  it('is sent one at a time, after pauses that grow, once five have failed', () => {
    expect([isPaused(after(4), NOW), atOnce(after(4), 8)]).toEqual([false, 8]);
    expect([isPaused(after(5), NOW), atOnce(after(5), 8)]).toEqual([true, 1]);
    const pauses = [5, 6, 7, 20, 200].map((n) => (after(n).openUntil!.getTime() - NOW.getTime()) / 1_000);
    expect(pauses).toEqual([5, 10, 20, 300, 300]);
    expect(isPaused(after(5), later(5))).toBe(false);
  });

  it('is paused no longer for what was under way when it was paused', () => {
    expect(failed(failed(after(5), later(1)), later(2))).toEqual({ ...after(5), failedAt: later(2) });
  });

  it('is forgiven once it takes one', () => {
    expect(succeeded(after(9), later(1))).toEqual({ failures: 0, succeededAt: later(1), failedAt: NOW });
  });

  it('is given up after five days without one', () => {
    const health = failed(after(3), later(400_000));
    expect(health.failingSince).toEqual(NOW);
    expect([isGivenUp(health, later(432_000 - 1)), isGivenUp(health, later(432_000))]).toEqual([false, true]);
    expect(isGivenUp({ failures: 0 }, later(999_999))).toBe(false);
  });
});
