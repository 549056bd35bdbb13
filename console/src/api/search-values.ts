/** Values of a page's address, which anybody may have typed: what is not of the form is left out. */

/** A text; the router reads what looks like a number as one. */
export const textIn = (value: unknown): string | undefined => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};

/** The number of a page, from 2: the first one needs no word in the address. */
export const pageIn = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value > 1 && value <= 1_000_000 ? value : undefined;

/** A moment, as ISO 8601. */
export const momentIn = (value: unknown): string | undefined => {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
};

/** Without the names that have no value. */
export const present = <Values extends object>(values: Values): Partial<Values> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Values>;

/** What the address says of a page whose list has numbered parts. */
export const pageSearch = (search: Record<string, unknown>): { page?: number } =>
  present({ page: pageIn(search['page']) });
