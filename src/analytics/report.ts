import type { DayFrame, WeekHour } from '../common/quarter-hours.js';
import type { Counts, Summary } from './summary.js';

/** The summaries of some days. */
export interface Results {
  frame: DayFrame;
  summaries: Summary[];
}

const addTo = (sums: Counts, counts: Counts | undefined): void => {
  for (const [key, count] of Object.entries(counts ?? {})) sums[key] = (sums[key] ?? 0) + count;
};

/** All numbers of a group. */
export const totalOf = ({ summaries }: Results, group: string): Counts => {
  const sums: Counts = {};
  for (const { groups } of summaries) addTo(sums, groups[group]);
  return sums;
};

/** The numbers of a group on each day. */
export const byDay = ({ frame: { days, starts }, summaries }: Results, group: string): Counts[] => {
  const sums: Counts[] = days.map(() => ({}));
  let day = 0;
  for (const { at, groups } of summaries) {
    while (at >= (starts[day + 1] ?? Infinity)) day += 1;
    const sum = sums[day];
    if (sum) addTo(sum, groups[group]);
  }
  return sums;
};

/** The numbers of a group in each hour of the week that has any, from Monday on. */
export const byWeekHour = (
  { frame: { weekHourOf }, summaries }: Results,
  group: string,
): { at: WeekHour; counts: Counts }[] => {
  const hours = new Map<number, { at: WeekHour; counts: Counts }>();
  for (const { at, groups } of summaries) {
    if (!groups[group]) continue;
    const hour = weekHourOf(at);
    const key = hour.weekday * 24 + hour.hour;
    const known = hours.get(key) ?? { at: hour, counts: {} };
    addTo(known.counts, groups[group]);
    hours.set(key, known);
  }
  return [...hours].sort(([a], [b]) => a - b).map(([, each]) => each);
};

export const sumOf = (counts: Counts): number => Object.values(counts).reduce((sum, each) => sum + each, 0);

/** How many points were given on average, where these were given so often; null where none were. */
export const averageOf = (points: Counts): number | null => {
  const given = sumOf(points);
  const sum = Object.entries(points).reduce((all, [each, count]) => all + Number(each) * count, 0);
  return given === 0 ? null : sum / given;
};
