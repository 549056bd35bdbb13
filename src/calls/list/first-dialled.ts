import { type DaySpan, daysBetween, quartersAt, type WeekHour } from '../../common/quarter-hours.js';
import { isTimeZone } from '../../common/time-zone.js';

/** An hour of the week, within some days of a zone. */
export type HourOfDays = DaySpan & WeekHour;

const DAY = '20\\d\\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])';
/** For the documentation. */
export const FIRST_DIALLED_PATTERN = `^${DAY}_${DAY}_[1-7]_(?:1?\\d|2[0-3])_[A-Za-z][\\w+/-]*$`;
const FORM = new RegExp(FIRST_DIALLED_PATTERN);
const MOST_DAYS = 366;

/** As `2026-01-01_2026-01-31_1_9_Europe/Berlin`. */
export const toFirstDialled = ({ from, to, weekday, hour, timeZone }: HourOfDays): string =>
  [from, to, weekday, hour, timeZone].join('_');

export const parseFirstDialled = (text: unknown): HourOfDays | null => {
  if (typeof text !== 'string' || !FORM.test(text)) return null;
  const [from = '', to = '', weekday, hour, ...zone] = text.split('_');
  const timeZone = zone.join('_');
  const days = daysBetween({ from, to });
  if (!isTimeZone(timeZone) || !(days >= 1 && days <= MOST_DAYS)) return null;
  return { from, to, weekday: Number(weekday), hour: Number(hour), timeZone };
};

/** By which results such calls are found: each is kept with the quarter-hour of its first dial. */
export const resultsOf = (hour: HourOfDays): string[] =>
  quartersAt(hour, hour).map((quarter) => dialledAt(quarter));

/** What a call is found by that was first dialled in this quarter-hour. */
export const dialledAt = (quarter: number): string => `dialled/${quarter}`;
