import { nextClockChange, zoneOffset } from './time-zone.js';

/** Every zone's clock is ahead of UTC by whole quarter-hours, so that its hours and days are made of these. */
export const QUARTER_MS = 900_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const QUARTERS_A_DAY = DAY_MS / QUARTER_MS;
/** No clock is further from UTC. */
const WIDEST_MS = 26 * HOUR_MS;
/** The 1st of January 1970 was a Thursday. */
const FIRST_WEEKDAY = 3;

/** Days of a zone, both included, as `2026-01-02`. */
export interface DaySpan {
  from: string;
  to: string;
  timeZone: string;
}

/** An hour of the clock on one weekday; 1 is Monday. */
export interface WeekHour {
  weekday: number;
  hour: number;
}

/** The days of a span and the quarter-hours of UTC, counted from 1970, that they are made of. */
export interface DayFrame {
  days: string[];
  /** With which quarter-hour each day begins, and at last the one that follows them all. */
  starts: number[];
  weekHourOf: (quarter: number) => WeekHour;
}

export const quarterOf = (at: Date): number => Math.floor(at.getTime() / QUARTER_MS);
export const quarterStart = (quarter: number): Date => new Date(quarter * QUARTER_MS);

const dayOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
export const daysBetween = ({ from, to }: Pick<DaySpan, 'from' | 'to'>): number =>
  dayOf(to) - dayOf(from) + 1;

/** What the zone's clock shows, as milliseconds; asked of the zone only where its clocks change. */
const clockOf = (zone: string, from: number, until: number): ((at: number) => number) => {
  const parts = [{ from, offset: zoneOffset(zone, from) }];
  for (let at = nextClockChange(zone, from, until); at !== null; at = nextClockChange(zone, at, until))
    parts.push({ from: at, offset: zoneOffset(zone, at) });
  return (at) => at + (parts.findLast((part) => part.from <= at)?.offset ?? NaN);
};

export const frameOf = ({ from, to, timeZone }: DaySpan): DayFrame => {
  const [first, last] = [dayOf(from), dayOf(to)];
  const clock = clockOf(timeZone, first * DAY_MS - WIDEST_MS, (last + 1) * DAY_MS + WIDEST_MS);
  const localDay = (quarter: number): number => Math.floor(clock(quarter * QUARTER_MS) / DAY_MS);
  const days: string[] = [];
  const starts: number[] = [];
  let quarter = first * QUARTERS_A_DAY - WIDEST_MS / QUARTER_MS;
  for (let day = first; day <= last + 1; day += 1) {
    // A day that the zone has left out begins where the next one does, and has nothing in it.
    while (localDay(quarter) < day) quarter += 1;
    starts.push(quarter);
    if (day <= last) days.push(new Date(day * DAY_MS).toISOString().slice(0, 10));
  }
  const weekHourOf = (at: number): WeekHour => {
    const local = clock(at * QUARTER_MS);
    return {
      weekday: ((Math.floor(local / DAY_MS) + FIRST_WEEKDAY) % 7) + 1,
      hour: Math.floor((local % DAY_MS) / HOUR_MS),
    };
  };
  return { days, starts, weekHourOf };
};

/** The quarter-hours of these days that the zone's clock shows as this hour of this weekday. */
export const quartersAt = (span: DaySpan, { weekday, hour }: WeekHour): number[] => {
  const { starts, weekHourOf } = frameOf(span);
  const [first, end] = [starts[0] ?? 0, starts.at(-1) ?? 0];
  return Array.from({ length: end - first }, (_, i) => first + i).filter((quarter) => {
    const at = weekHourOf(quarter);
    return at.weekday === weekday && at.hour === hour;
  });
};
