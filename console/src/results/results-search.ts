import { present, textIn } from '../api/search-values.js';

/** Which days are shown, and whose. */
export interface ResultsSearch {
  from?: string;
  to?: string;
  time_zone?: string;
}

/** What the address says; what is no day or zone is refused by the API, in words. */
export const resultsSearch = (search: Record<string, unknown>): ResultsSearch =>
  present({
    from: textIn(search['from']),
    to: textIn(search['to']),
    time_zone: textIn(search['time_zone']),
  });

/** The viewer's own zone, unless the address names another. */
export const asAsked = (search: ResultsSearch): ResultsSearch & { time_zone: string } => ({
  time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  ...search,
});

/** A zone that the browser knows; the API tells what is wrong with any other. */
const known = (timeZone: string): string => {
  try {
    return new Intl.DateTimeFormat(undefined, { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
};

/** Every day of an answer, also those without a number. */
export const daysOf = ({ from, to }: { from: string; to: string }): string[] => {
  const first = Date.parse(from);
  const count = (Date.parse(to) - first) / 86_400_000 + 1;
  return Array.from({ length: count }, (_, i) => new Date(first + i * 86_400_000).toISOString().slice(0, 10));
};

/** The last so many days, up to today in the zone. */
export const lastDays = (days: number, timeZone: string): Pick<ResultsSearch, 'from' | 'to'> => {
  const inZone = new Intl.DateTimeFormat('en-CA', { timeZone: known(timeZone), dateStyle: 'short' });
  const to = inZone.format(new Date());
  const from = new Date(Date.parse(to) - (days - 1) * 86_400_000).toISOString().slice(0, 10);
  return { from, to };
};
