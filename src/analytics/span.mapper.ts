import { type DaySpan, frameOf, quarterOf, quarterStart } from '../common/quarter-hours.js';
import type { SpanDto } from './dto/span.dto.js';
import type { ResultsQueryDto } from './dto/results-query.dto.js';
import type { Results } from './report.js';

/** The fields of an answer, to be joined with others. */
export type Plain<T> = Pick<T, keyof T>;

const DEFAULT_DAYS = 30;
const DAY_MS = 86_400_000;

/** The day that it is in the zone. */
const today = (timeZone: string, now: Date): string => {
  const near = (days: number): string => new Date(now.getTime() + days * DAY_MS).toISOString().slice(0, 10);
  const { days, starts } = frameOf({ from: near(-2), to: near(2), timeZone });
  return days[starts.findLastIndex((start) => start <= quarterOf(now))] ?? near(0);
};

/** The days that are asked for, else the last ones. */
export const toDaySpan = ({ from, to, time_zone: timeZone }: ResultsQueryDto, now = new Date()): DaySpan => {
  if (from !== undefined && to !== undefined) return { from, to, timeZone };
  const last = today(timeZone, now);
  const first = new Date(Date.parse(last) - (DEFAULT_DAYS - 1) * DAY_MS).toISOString().slice(0, 10);
  return { from: first, to: last, timeZone };
};

export const toSpanDto = (
  { from, to, timeZone }: DaySpan,
  { frame: { starts } }: Results,
): Plain<SpanDto> => ({
  from,
  to,
  time_zone: timeZone,
  since: quarterStart(starts[0] ?? 0),
  until: quarterStart(starts.at(-1) ?? 0),
});

const query = (from: number, until: number, result?: string): string =>
  new URLSearchParams({
    from: quarterStart(from).toISOString(),
    until: quarterStart(until).toISOString(),
    ...(result !== undefined && { result }),
  }).toString();

/** Finds the calls that were made on the days of the results, or on one of them; with a result only those. */
export const toFilter = ({ frame: { starts } }: Results, result?: string, day?: number): string =>
  day === undefined
    ? query(starts[0] ?? 0, starts.at(-1) ?? 0, result)
    : query(starts[day] ?? 0, starts[day + 1] ?? 0, result);

/** So many digits are no matter of taste: a rate, an average. */
export const rounded = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 10_000) / 10_000;
