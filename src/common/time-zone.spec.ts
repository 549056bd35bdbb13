import { describe, expect, it } from '@jest/globals';
import { isTimeZone, nextClockChange, zoneOffset } from './time-zone.js';

const at = (time: string): number => Date.parse(time);
const MINUTES = 60_000;

describe('isTimeZone', () => {
  it.each([
    'Europe/Berlin',
    'America/Argentina/Buenos_Aires',
    'Asia/Kolkata',
    'US/Eastern',
    'UTC',
    'Etc/GMT+5',
  ])('takes %s', (name) => expect(isTimeZone(name)).toBe(true));

  it.each([
    '',
    'Berlin',
    'Europe/Atlantis',
    '+01:00',
    'UTC+1',
    'local',
    'system',
    ' Europe/Berlin',
    'Europe/Berlin\n',
    '__proto__',
    'constructor',
    'A'.repeat(1000),
    null,
    undefined,
    1,
    ['Europe/Berlin'],
    {},
  ])('refuses %j', (name) => expect(isTimeZone(name)).toBe(false));
});

describe('zoneOffset', () => {
  it.each([
    ['Europe/Berlin', '2026-01-01T00:00:00Z', 60],
    ['Europe/Berlin', '2026-07-01T00:00:00Z', 120],
    ['europe/BERLIN', '2026-07-01T00:00:00Z', 120],
    ['Asia/Kolkata', '2026-07-01T00:00:00Z', 330],
    ['Australia/Lord_Howe', '2026-07-01T00:00:00Z', 630],
    ['America/New_York', '2026-01-01T00:00:00Z', -300],
  ])('of %s at %s is %d minutes', (zone, time, minutes) => {
    expect(zoneOffset(zone, at(time))).toBe(minutes * MINUTES);
  });

  it('is NaN where there is no zone or no moment', () => {
    expect(zoneOffset('Europe/Atlantis', 0)).toBeNaN();
    expect(zoneOffset('Europe/Berlin', NaN)).toBeNaN();
    expect(zoneOffset('Europe/Berlin', 9e15)).toBeNaN();
  });
});

describe('nextClockChange', () => {
  it.each([
    ['America/New_York', '2026-03-08T07:00:00Z'],
    ['America/New_York', '2026-11-01T06:00:00Z'],
    ['Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
  ])('of %s is found to the millisecond: %s', (zone, time) => {
    const change = at(time);
    for (const before of [1, 1000, 3_600_000, 5 * 86_400_000]) {
      expect(nextClockChange(zone, change - before, change + 86_400_000)).toBe(change);
      expect(nextClockChange(zone, change - before, change)).toBe(change);
      expect(nextClockChange(zone, change - before, change - 1)).toBeNull();
    }
    expect(nextClockChange(zone, change, change + 30 * 86_400_000)).toBeNull();
  });

  it('is none where the clocks are left alone, and where there are none', () => {
    expect(
      nextClockChange('Asia/Kolkata', at('2026-01-01T00:00:00Z'), at('2026-12-31T00:00:00Z')),
    ).toBeNull();
    expect(nextClockChange('Europe/Berlin', 0, NaN)).toBeNull();
    expect(nextClockChange('Europe/Berlin', 5, 5)).toBeNull();
  });
});
