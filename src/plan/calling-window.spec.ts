import { describe, expect, it } from '@jest/globals';
import { type CallingWindow, isOpen, nextOpening, type Weekday, WEEKDAYS } from './calling-window.js';

const window = (
  start: string,
  end: string,
  timeZone: string,
  days: Weekday[] = [...WEEKDAYS],
): CallingWindow => ({
  days,
  start,
  end,
  timeZone,
});
const opening = (of: CallingWindow, at: string): string | undefined =>
  nextOpening(of, new Date(at))?.toISOString().replace('.000Z', 'Z');
const open = (of: CallingWindow, at: string): boolean => isOpen(of, new Date(at));

describe('a window within a day', () => {
  const office = window('09:00', '17:30', 'Europe/Berlin', ['mon', 'fri']);

  it.each([
    // 2026-01-02 is a Friday; Berlin is an hour ahead.
    ['inside: then', '2026-01-02T10:00:00.123Z', '2026-01-02T10:00:00.123Z'],
    ['at its start: then', '2026-01-02T08:00:00Z', '2026-01-02T08:00:00Z'],
    ['just before its start', '2026-01-02T07:59:59.999Z', '2026-01-02T08:00:00Z'],
    ['in its last millisecond: then', '2026-01-02T16:29:59.999Z', '2026-01-02T16:29:59.999Z'],
    ['at its end: on the next day listed', '2026-01-02T16:30:00Z', '2026-01-05T08:00:00Z'],
    ['on another day', '2026-01-06T10:00:00Z', '2026-01-09T08:00:00Z'],
  ])('opens %s', (_, at, expected) => expect(opening(office, at)).toBe(expected));

  it('that is listed for one day waits a week', () => {
    expect(opening(window('00:00', '00:01', 'UTC', ['thu']), '2026-01-01T00:01:00Z')).toBe(
      '2026-01-08T00:00:00Z',
    );
  });

  it('may be a whole day, and every one', () => {
    expect(open(window('00:00', '24:00', 'Asia/Kolkata'), '2026-01-02T18:29:59.999Z')).toBe(true);
    const friday = window('00:00', '24:00', 'Asia/Kolkata', ['fri']);
    expect(open(friday, '2026-01-02T18:29:59.999Z')).toBe(true);
    expect(open(friday, '2026-01-02T18:30:00Z')).toBe(false);
    expect(opening(friday, '2026-01-02T18:30:00Z')).toBe('2026-01-08T18:30:00Z');
  });
});

describe('a window across midnight', () => {
  const night = window('22:00', '06:00', 'America/New_York', ['fri']);

  it('belongs to the day on which it starts', () => {
    expect(open(night, '2026-01-03T04:00:00Z')).toBe(true); // Friday 23:00
    expect(open(night, '2026-01-03T10:59:59Z')).toBe(true); // Saturday 05:59
    expect(open(night, '2026-01-03T11:00:00Z')).toBe(false); // Saturday 06:00
    expect(open(night, '2026-01-02T10:00:00Z')).toBe(false); // Friday 05:00: Thursday's
    expect(open(night, '2026-01-04T04:00:00Z')).toBe(false); // Saturday 23:00
    expect(opening(night, '2026-01-03T11:00:00Z')).toBe('2026-01-10T03:00:00Z');
  });

  it('may end at midnight, written either way', () => {
    for (const end of ['00:00', '24:00']) {
      const evening = window('22:00', end, 'UTC', ['fri']);
      expect(open(evening, '2026-01-02T23:59:59.999Z')).toBe(true);
      expect(open(evening, '2026-01-03T00:00:00Z')).toBe(false);
    }
  });

  it('may leave out a minute of the day', () => {
    const all = window('00:01', '00:00', 'UTC');
    expect(opening(all, '2026-01-02T00:00:30Z')).toBe('2026-01-02T00:01:00Z');
    expect(open(all, '2026-01-02T23:59:59Z')).toBe(true);
  });
});

describe('where the clocks are put forward', () => {
  it.each([
    // New York, 2026-03-08: 02:00 EST is 03:00 EDT, at 07:00Z.
    ['a start that is skipped opens with the first time there is', '02:30', '04:00', '2026-03-08T07:00:00Z'],
    ['a start before it opens as ever', '01:30', '04:00', '2026-03-08T06:30:00Z'],
    ['a start after it opens by the new time', '03:00', '04:00', '2026-03-08T07:00:00Z'],
    ['a window that is skipped whole stays shut that day', '02:15', '02:45', '2026-03-09T06:15:00Z'],
    ['a window that ends in the hour ends before it', '01:30', '02:30', '2026-03-08T06:30:00Z'],
  ])('%s', (_, start, end, expected) => {
    expect(opening(window(start, end, 'America/New_York'), '2026-03-08T05:00:00Z')).toBe(expected);
  });

  it('a window of Sundays alone that is skipped whole waits another week', () => {
    const skipped = window('02:15', '02:45', 'America/New_York', ['sun']);
    expect(opening(skipped, '2026-03-02T12:00:00Z')).toBe('2026-03-15T06:15:00Z');
  });

  it('by half an hour, on Lord Howe', () => {
    // 2026-10-04: 02:00 (+10:30) is 02:30 (+11:00), at 2026-10-03T15:30Z.
    expect(opening(window('02:10', '02:40', 'Australia/Lord_Howe'), '2026-10-03T15:00:00Z')).toBe(
      '2026-10-03T15:30:00Z',
    );
    expect(opening(window('02:10', '02:20', 'Australia/Lord_Howe'), '2026-10-03T15:00:00Z')).toBe(
      '2026-10-04T15:10:00Z',
    );
  });

  it('at midnight, a day starts an hour late', () => {
    // Beirut, 2026-03-29: 00:00 is 01:00, at 2026-03-28T22:00Z.
    const sunday = window('00:00', '06:00', 'Asia/Beirut', ['sun']);
    expect(opening(sunday, '2026-03-28T12:00:00Z')).toBe('2026-03-28T22:00:00Z');
  });
});

describe('where the clocks are put back', () => {
  // New York, 2026-11-01: 02:00 EDT is 01:00 EST, at 06:00Z; 01:00 to 02:00 comes at 05:00Z and at 06:00Z.
  it('an hour that comes twice is inside both times, and what is outside is outside both times', () => {
    const part = window('01:15', '01:45', 'America/New_York');
    expect(opening(part, '2026-11-01T04:00:00Z')).toBe('2026-11-01T05:15:00Z');
    expect(opening(part, '2026-11-01T05:45:00Z')).toBe('2026-11-01T06:15:00Z');
    expect(opening(part, '2026-11-01T06:45:00Z')).toBe('2026-11-02T06:15:00Z');
    expect(open(part, '2026-11-01T06:00:00Z')).toBe(false);
  });

  it('a window that has begun is shut again while the clock shows a time before its start', () => {
    const morning = window('01:30', '09:00', 'America/New_York');
    expect(open(morning, '2026-11-01T05:59:59Z')).toBe(true);
    expect(opening(morning, '2026-11-01T06:00:00Z')).toBe('2026-11-01T06:30:00Z');
  });

  it('a window that has ended opens again with the change, where the clock shows a time inside', () => {
    const night = window('22:00', '01:30', 'America/New_York');
    expect(opening(night, '2026-11-01T05:30:00Z')).toBe('2026-11-01T06:00:00Z');
    expect(opening(night, '2026-11-01T06:30:00Z')).toBe('2026-11-02T03:00:00Z');
  });

  it('by half an hour, on Lord Howe', () => {
    // 2026-04-05: 02:00 (+11:00) is 01:30 (+10:30), at 2026-04-04T15:00Z.
    const part = window('01:40', '01:50', 'Australia/Lord_Howe');
    expect(opening(part, '2026-04-04T14:00:00Z')).toBe('2026-04-04T14:40:00Z');
    expect(opening(part, '2026-04-04T14:50:00Z')).toBe('2026-04-04T15:10:00Z');
  });
});

it.each([
  ['no days', window('09:00', '17:00', 'UTC', [])],
  ['no hours', window('09:00', '09:00', 'UTC')],
  ['no zone', window('09:00', '17:00', 'Europe/Atlantis')],
  ['no times', window('', 'x', 'UTC')],
])('a window with %s never opens, and never throws', (_, never) => {
  expect(opening(never, '2026-01-02T10:00:00Z')).toBeUndefined();
  expect(open(never, '2026-01-02T10:00:00Z')).toBe(false);
});

it.each([NaN, 8.64e15, -8.64e15])('the moment %d is no reason to throw', (at) => {
  expect(() => nextOpening(window('09:00', '17:00', 'Europe/Berlin', ['mon']), new Date(at))).not.toThrow();
});
