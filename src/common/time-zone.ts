import { IANAZone } from 'luxon';

const DAY_MS = 86_400_000;
/** An offset such as `+01:00` is no zone: it says nothing of summer. */
const ZONE_NAME = /^[A-Za-z][\w+\-/]{0,63}$/;

/** Luxon caches zones by their names as written; lower case keeps that cache small. */
const zoneOf = (name: string): IANAZone => IANAZone.create(name.toLowerCase());

/** Whether this names a zone of the IANA database that this Node knows. */
export const isTimeZone = (name: unknown): name is string =>
  typeof name === 'string' && ZONE_NAME.test(name) && zoneOf(name).isValid;

/** Milliseconds that the zone's wall clock is ahead of UTC at a moment; NaN for an unknown zone or an impossible moment. */
export const zoneOffset = (zone: string, at: number): number => zoneOf(zone).offset(at) * 60_000;

/**
 * The first moment after `from`, and not after `until`, at which the zone's clocks are put forward or back; null
 * where they are not. Moments are milliseconds since 1970. A change that is undone within a day may go unseen.
 */
export const nextClockChange = (zone: string, from: number, until: number): number | null => {
  const offset = zoneOffset(zone, from);
  for (let start = from; start < until; start += DAY_MS) {
    let before = start;
    let after = Math.min(start + DAY_MS, until);
    if (zoneOffset(zone, after) === offset) continue;
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (zoneOffset(zone, middle) === offset) before = middle;
      else after = middle;
    }
    return after;
  }
  return null;
};
