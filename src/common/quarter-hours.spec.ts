import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { frameOf, quarterOf, quartersAt, quarterStart } from './quarter-hours.js';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'America/Sao_Paulo',
  'Africa/Casablanca',
];

const startOf = (day: string, timeZone: string): string => {
  const { starts } = frameOf({ from: day, to: day, timeZone });
  return quarterStart(starts[0] ?? 0).toISOString();
};

describe('days of a zone', () => {
  it.each([
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', 92],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z', 100],
    ['2026-06-01', 'Asia/Kathmandu', '2026-05-31T18:15:00.000Z', 96],
    ['2026-04-05', 'Australia/Lord_Howe', '2026-04-04T13:00:00.000Z', 98],
    // Its clocks were put forward at midnight: the day began at one.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', 92],
    // The day that Samoa left out.
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z', 0],
  ])('%s in %s begins at %s and has %i quarter-hours', (day, timeZone, since, quarters) => {
    expect(startOf(day, timeZone)).toBe(since);
    const { starts } = frameOf({ from: day, to: day, timeZone });
    expect((starts[1] ?? 0) - (starts[0] ?? 0)).toBe(quarters);
  });

  it('are those of Luxon, and so are the hours of the week', () => {
    const day = fc.date({ min: new Date('2015-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.nat(40), fc.constantFrom(...ZONES), (first, more, timeZone) => {
        const from = first.toISOString().slice(0, 10);
        const to = DateTime.fromISO(from, { zone: 'utc' }).plus({ days: more }).toISODate() ?? '';
        const { days, starts, weekHourOf } = frameOf({ from, to, timeZone });
        expect(days).toHaveLength(more + 1);
        days.forEach((each, i) => {
          const luxon = DateTime.fromISO(each, { zone: timeZone }).startOf('day');
          expect([each, quarterStart(starts[i] ?? 0)]).toEqual([each, luxon.toJSDate()]);
        });
        for (let at = starts[0] ?? 0; at < (starts.at(-1) ?? 0); at += 7) {
          const { weekday, hour } = DateTime.fromJSDate(quarterStart(at), { zone: timeZone });
          expect(weekHourOf(at)).toEqual({ weekday, hour });
        }
      }),
      { numRuns: 25 },
    );
  });

  it('have the quarter-hours of an hour of the week, of which summer’s end has twice as many', () => {
    const span = { from: '2026-10-19', to: '2026-10-25', timeZone: 'Europe/Berlin' };
    expect(quartersAt(span, { weekday: 7, hour: 2 })).toHaveLength(8);
    const monday = quarterOf(new Date('2026-10-19T07:00:00Z'));
    expect(quartersAt(span, { weekday: 1, hour: 9 })).toEqual([0, 1, 2, 3].map((i) => monday + i));
  });
});
