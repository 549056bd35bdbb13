import fc from 'fast-check';
import { type CallingWindow, WEEKDAYS } from '../calling-window.js';
import { RETRY_OUTCOMES } from '../dial-outcome.js';
import type { RetryPolicy } from '../retry-policy.js';

/** Zones that change their clocks by an hour, by half an hour, at midnight, and never. */
export const ZONES = [
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'America/Santiago',
  'Africa/Casablanca',
] as const;

const MINUTE = 60_000;
/** When clocks are changed in those zones, or about then: half of all moments are near one of these. */
const CHANGES = [
  '2026-03-08T07:00:00Z',
  '2026-11-01T06:00:00Z',
  '2026-03-29T01:00:00Z',
  '2026-10-25T01:00:00Z',
  '2026-04-04T15:00:00Z',
  '2026-10-03T15:30:00Z',
  '2026-04-05T03:00:00Z',
  '2026-09-06T04:00:00Z',
  '2026-02-15T02:00:00Z',
  '2026-03-22T02:00:00Z',
].map((time) => Date.parse(time));

const start2026 = Date.UTC(2026, 0, 1);

/** A moment of 2026. */
export const moments = (): fc.Arbitrary<Date> =>
  fc
    .oneof(
      fc.integer({ min: start2026, max: Date.UTC(2027, 0, 1) }),
      fc
        .tuple(fc.constantFrom(...CHANGES), fc.integer({ min: -2 * 1440, max: 2 * 1440 }))
        .map(([change, minutes]) => change + minutes * MINUTE),
    )
    .map((at) => new Date(at));

/** A time of day, most often in the small hours, where clocks are changed. */
const times = (): fc.Arbitrary<string> =>
  fc
    .oneof(fc.integer({ min: 0, max: 240 }), fc.integer({ min: 0, max: 1439 }))
    .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);

/** A window that opens some time. */
export const windows = (): fc.Arbitrary<CallingWindow> =>
  fc
    .record({
      days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
      start: times(),
      end: fc.oneof({ weight: 9, arbitrary: times() }, { weight: 1, arbitrary: fc.constant('24:00') }),
      timeZone: fc.constantFrom(...ZONES),
    })
    .filter(({ start, end }) => start !== end);

export const retryPolicies = (): fc.Arbitrary<RetryPolicy> => {
  const delay = fc.integer({ min: 0, max: 100_000 });
  const delays = fc.oneof(
    fc.record({ delaysSeconds: fc.array(delay, { minLength: 1, maxLength: 9 }) }),
    fc.record({ delaySeconds: delay, backoff: fc.constantFrom('fixed' as const, 'exponential' as const) }),
  );
  const rest = fc.record({
    maxAttempts: fc.integer({ min: 1, max: 10 }),
    on: fc.subarray([...RETRY_OUTCOMES], { minLength: 1 }),
  });
  return fc.tuple(delays, rest).map(([wait, policy]) => ({ ...wait, ...policy }));
};
