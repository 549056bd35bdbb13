import { DateTime } from 'luxon';

export interface Days {
  from: string;
  to: string;
  zone: string;
}

export type Counts = Map<string | number, number>;

export const bump = (counts: Counts, key: string | number): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

const known = new Map<string, Map<number, string>>();

/** The day of the zone in which a moment is; null where that is none of these. A quarter-hour is within one day. */
export function dayOf(at: number, { from, to, zone }: Days): string | null {
  const quarters = known.get(zone) ?? new Map<number, string>();
  known.set(zone, quarters);
  const quarter = Math.floor(at / 900_000);
  const day = quarters.get(quarter) ?? DateTime.fromMillis(at, { zone }).toISODate() ?? '';
  quarters.set(quarter, day);
  return day >= from && day <= to ? day : null;
}

export const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;
