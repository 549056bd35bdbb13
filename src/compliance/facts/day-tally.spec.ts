import { describe, expect, it } from '@jest/globals';
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
