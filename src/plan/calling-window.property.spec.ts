import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CallingWindow, isOpen, nextOpening, WEEKDAYS } from './calling-window.js';
import { moments, windows, ZONES } from './testing/plan.arbitrary.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

const clocks = new Map(
  ZONES.map((timeZone) => [
    timeZone as string,
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
  ]),
);

/** What the rule says, read off the clock on the wall in another way than the code does. */
const isInside = ({ days, start, end, timeZone }: CallingWindow, at: number): boolean => {
  const parts = Object.fromEntries(
    clocks
      .get(timeZone)!
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const time = `${parts.hour}:${parts.minute}`;
  const today = WEEKDAYS.findIndex((day) => day === parts.weekday!.toLowerCase());
  const isToday = days.includes(WEEKDAYS[today]!);
  if (start < end) return isToday && start <= time && time < end;
  return (isToday && time >= start) || (days.includes(WEEKDAYS[(today + 6) % 7]!) && time < end);
};

const runs = { numRuns: 400 };

describe('a window, in zones of every habit', () => {
  it('is open when the clock on the wall says so', () => {
    fc.assert(
      fc.property(windows(), moments(), (window, at) => {
        expect(isOpen(window, at)).toBe(isInside(window, at.getTime()));
      }),
      { numRuns: 2000 },
    );
  });

  it('opens next at a moment that is open, not before the one asked for, and within a fortnight', () => {
    fc.assert(
      fc.property(windows(), moments(), (window, at) => {
        const next = nextOpening(window, at)!.getTime();
        expect(isInside(window, next)).toBe(true);
        expect(next).toBeGreaterThanOrEqual(at.getTime());
        expect(next).toBeLessThanOrEqual(at.getTime() + 15 * DAY);
      }),
      runs,
    );
  });

  it('is shut until it opens next', () => {
    fc.assert(
      fc.property(
        windows(),
        moments(),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 50 }),
        (window, at, places) => {
          const next = nextOpening(window, at)!.getTime();
          const wait = next - at.getTime();
          if (wait === 0) return;
          const between = places.map((place) => at.getTime() + Math.floor(place * (wait - 1)));
          // All of the last hours, by the minute: a change of the clocks opens a window there.
          const last = Array.from({ length: 180 }, (_, n) => next - 1 - n * MINUTE).filter(
            (time) => time >= at.getTime(),
          );
          expect([...between, ...last].filter((time) => isInside(window, time))).toEqual([]);
        },
      ),
      runs,
    );
  });

  it('is shut in every minute until it opens next', () => {
    fc.assert(
      fc.property(windows(), moments(), (window, at) => {
        const next = nextOpening(window, at)!.getTime();
        for (let time = at.getTime(); time < next; time += MINUTE)
          expect(isOpen(window, new Date(time))).toBe(false);
      }),
      { numRuns: 5 },
    );
  });
});
