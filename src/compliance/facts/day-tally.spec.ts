import { describe, expect, it, jest } from '@jest/globals';
import type { DialledSince } from '../../calls/attempts/attempt-history.js';
import { DayTally } from './day-tally.js';

const at = new Date('2026-03-04T23:59:00.000Z');
const after = (ms: number) => new Date(at.getTime() + ms);
const found = (more: Partial<DialledSince> = {}): DialledSince => ({
  calls: 3,
  callsBy: new Map([['key', 1]]),
  spent: 2,
  unpriced: 1,
  ...more,
});

describe('the tally of a day', () => {
  it('is read once by each leader, who counts what it dials itself', async () => {
    const tally = new DayTally(0.5, false);
    expect(tally.of(at, 'one')).toBeNull();
    await tally.read(at, 'one', async (since) => {
      expect(since).toEqual(new Date('2026-03-04T00:00:00.000Z'));
      return found();
    });
    expect(tally.of(at, 'one', 'key')).toEqual({ calls: 3, callsOfKey: 1, spent: 2.5 });
    tally.sending('a', 'key');
    tally.sending('b');
    expect(tally.of(at, 'one', 'key')).toEqual({ calls: 5, callsOfKey: 2, spent: 3.5 });
    tally.landed('a', false);
    tally.landed('b', true);
    tally.landed('a', false);
    expect(tally.of(at, 'one', 'key')).toEqual({ calls: 4, callsOfKey: 1, spent: 3 });
    expect(tally.of(at, 'two')).toBeNull();
  });

  it('begins with nothing at midnight', async () => {
    const tally = new DayTally(0.5, false);
    await tally.read(at, 'one', async () => found());
    expect(tally.of(after(60_000), 'one', 'key')).toEqual({ calls: 0, callsOfKey: 0, spent: 0 });
    tally.sending('a');
    expect(tally.of(after(60_000), 'one')).toMatchObject({ calls: 1 });
  });

  it('gives back to the day that a call was counted in', async () => {
    const tally = new DayTally(0.5, false);
    await tally.read(at, 'one', async () => found());
    tally.sending('a', 'key');
    const next = after(60_000);
    expect(tally.of(next, 'one')).toMatchObject({ calls: 0 });
    tally.sending('b', 'key');
    tally.landed('a', false);
    expect(tally.of(next, 'one', 'key')).toEqual({ calls: 1, callsOfKey: 1, spent: 0.5 });
  });

  it('drops what was read of a day that is over', async () => {
    const tally = new DayTally(0.5, true);
    await tally.read(after(20_000), 'one', async () => found());
    const next = after(60_500);
    await tally.read(after(59_500), 'one', async () => {
      expect(tally.of(next, 'one')).not.toBeNull();
      return found({ spent: 49 });
    });
    expect(tally.of(next, 'one')).toEqual({ calls: 0, callsOfKey: null, spent: 0 });
  });

  it('is read once for all who ask at the same time, and again where that failed', async () => {
    const tally = new DayTally(0.5, true);
    const read = jest.fn(async () => found({ unpriced: 500 }));
    read.mockRejectedValueOnce(new Error('The database is away'));
    const failing = [1, 2].map(() => tally.read(at, 'one', read));
    for (const each of failing) await expect(each).rejects.toThrow('away');
    await Promise.all([1, 2, 3].map(() => tally.read(at, 'one', read)));
    expect(read).toHaveBeenCalledTimes(2);
    expect(tally.of(at, 'one')).toMatchObject({ spent: 252 });
  });

  it('has its prices read each minute, and loses no call that is dialled meanwhile', async () => {
    const tally = new DayTally(0.5, true);
    await tally.read(after(-200_000), 'one', async () => found());
    expect(tally.of(after(-140_001), 'one')).not.toBeNull();
    expect(tally.of(after(-140_000), 'one')).toBeNull();
    await tally.read(after(-100_000), 'one', async () => {
      tally.sending('a');
      return found({ calls: 3, spent: 2.2, unpriced: 0 });
    });
    expect(tally.of(after(-100_000), 'one')).toEqual({ calls: 4, callsOfKey: null, spent: 2.7 });
  });
});
