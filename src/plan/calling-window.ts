import { nextClockChange, zoneOffset } from '../common/time-zone.js';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/**
 * The hours in which a callee may be called. The wall clock of the zone decides, and nothing else: a moment is inside
 * when the clock on the callee's wall shows a time from `start` to just before `end`, on one of the days. So where the
 * clocks are put forward, a window whose start is skipped opens with the first time that exists, and one that is
 * skipped whole stays shut that day; where they are put back, the hour that comes twice is inside both times or
 * neither, and a window may open twice that night. Nobody is ever called at an hour that was not asked for.
 */
export interface CallingWindow {
  /** Not empty. A window across midnight belongs to the day on which it starts. */
  days: Weekday[];
  /** `HH:MM`, 00:00 to 23:59. */
  start: string;
  /** `HH:MM`, to 24:00; before `start` for a window across midnight. The same as `start`: it never opens. */
  end: string;
  /** IANA name. */
  timeZone: string;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Between one opening and the next, clocks are changed once at most; a limit, for data that nobody foresaw. */
const MAX_CLOCK_CHANGES = 10;

/** Milliseconds from midnight. */
const timeOf = (text: string): number =>
  (Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))) * MINUTE_MS;

/** Days count from the 1st of January 1970, a Thursday. */
const weekdayOf = (day: number): Weekday | undefined => WEEKDAYS[(((day + 3) % 7) + 7) % 7];

const isOn = ({ days }: CallingWindow, day: number): boolean => days.some((each) => each === weekdayOf(day));

/** Whether a wall clock that shows `wall`, milliseconds since 1970 in its own zone, shows a time inside. */
const shows = (window: CallingWindow, wall: number): boolean => {
  const day = Math.floor(wall / DAY_MS);
  const time = wall - day * DAY_MS;
  const start = timeOf(window.start);
  const end = timeOf(window.end);
  if (start < end) return time >= start && time < end && isOn(window, day);
  if (start > end) return time >= start ? isOn(window, day) : time < end && isOn(window, day - 1);
  return false;
};

/** The next time after `wall` at which an undisturbed wall clock shows the start; NaN where no day is right. */
const nextStart = (window: CallingWindow, wall: number): number => {
  const today = Math.floor(wall / DAY_MS);
  for (let day = today; day <= today + 7; day += 1) {
    const start = day * DAY_MS + timeOf(window.start);
    if (start > wall && isOn(window, day)) return start;
  }
  return NaN;
};

export const isOpen = (window: CallingWindow, at: Date): boolean =>
  shows(window, at.getTime() + zoneOffset(window.timeZone, at.getTime()));

/**
 * The first moment from `at` on at which the window is open: `at` itself inside it. Null for a window that never
 * opens: an empty one, or one in a zone that this Node does not know.
 */
export const nextOpening = (window: CallingWindow, at: Date): Date | null => {
  let from = at.getTime();
  for (let changes = 0; changes <= MAX_CLOCK_CHANGES; changes += 1) {
    const offset = zoneOffset(window.timeZone, from);
    if (shows(window, from + offset)) return new Date(from);
    const opening = nextStart(window, from + offset) - offset;
    const change = nextClockChange(window.timeZone, from, opening);
    // Until its clocks are changed, a zone's wall clock is undisturbed.
    if (change === null) return shows(window, opening + offset) ? new Date(opening) : null;
    from = change;
  }
  return null;
};
