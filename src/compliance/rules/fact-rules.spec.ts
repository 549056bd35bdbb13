import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readPhoneNumber } from '../../common/phone-number.js';
import { callingTerms, type CallingWishes } from '../calling-terms.js';
import { NOTHING_DIALLED, NOTHING_KNOWN } from '../facts/number-facts.js';
import type { Inquiry, Refusal } from './calling-rule.js';
import { QueueLengthRule } from './queue-length-rule.js';
import { dayRules, factRules } from './rules.js';

const NUMBER = readPhoneNumber('+14155550123');
const DAY_MS = 86_400_000;
const at = new Date('2026-03-04T09:00:00.000Z');
const ago = (ms: number) => ({ at: new Date(at.getTime() - ms) });

const refusals = (wishes: Partial<CallingWishes>, known: Partial<Inquiry>, isOpen = true): Refusal[] => {
  const terms = callingTerms({ estimatedCostPerCall: 0.05, ...wishes }, '+14155552671', isOpen);
  const inquiry = { number: NUMBER, at, facts: NOTHING_KNOWN, day: NOTHING_DIALLED, waiting: 0, ...known };
  return [...factRules(terms), ...dayRules(terms)].flatMap((rule) => rule.refusalOf(inquiry) ?? []);
};
const attempts = (...msAgo: number[]) => ({ facts: { isListed: false, attempts: msAgo.map(ago) } });

describe('attempts to one number', () => {
  const thirty = attempts(...Array.from({ length: 30 }, (_, i) => i * 1_000));

  it('are ten in 24 hours where calls are real, and as many as the settings say', () => {
    expect(refusals({}, thirty, true)).toEqual([]);
    expect(refusals({}, thirty, false)).toHaveLength(1);
    expect(refusals({}, attempts(...Array(9).fill(1_000)), false)).toEqual([]);
    expect(refusals({ maxAttemptsPerNumber: 0 }, thirty, false)).toEqual([]);
    expect(refusals({ maxAttemptsPerNumber: 31 }, thirty, true)).toEqual([]);
  });

  it('may go on at the first moment at which fewer than that many lie in the 24 hours before', () => {
    const times = fc.array(fc.integer({ min: 0, max: 2 * DAY_MS }), { maxLength: 30 });
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 12 }), (msAgo, most) => {
        const within = (moment: number) =>
          msAgo.filter((ms) => at.getTime() - ms > moment - DAY_MS && at.getTime() - ms <= at.getTime())
            .length;
        const [refusal] = refusals({ maxAttemptsPerNumber: most }, attempts(...msAgo));
        expect(refusal !== undefined).toBe(within(at.getTime()) >= most);
        if (!refusal?.until) return;
        expect(within(refusal.until.getTime())).toBeLessThan(most);
        expect(within(refusal.until.getTime() - 1)).toBeGreaterThanOrEqual(most);
      }),
    );
  });

  it('are as far apart as the settings say', () => {
    const wishes = { minSecondsBetweenAttempts: 60 };
    expect(refusals(wishes, attempts())).toEqual([]);
    expect(refusals(wishes, attempts(60_000, 90_000))).toEqual([]);
    expect(refusals(wishes, attempts(59_999, 90_000))).toEqual([
      { why: expect.any(String), until: new Date(at.getTime() + 1) },
    ]);
  });
});

describe('a day', () => {
  const midnight = new Date('2026-03-05T00:00:00.000Z');

  it('has so many calls, of all and of a key', () => {
    const day = { calls: 5, callsOfKey: 2, spent: 0 };
    expect(refusals({ maxCallsPerDay: 6, maxCallsPerDayPerKey: 3 }, { day })).toEqual([]);
    expect(refusals({ maxCallsPerDay: 5 }, { day })).toEqual([{ why: expect.any(String), until: midnight }]);
    expect(refusals({ maxCallsPerDayPerKey: 2 }, { day })).toEqual([
      { why: expect.any(String), until: midnight },
    ]);
    expect(refusals({ maxCallsPerDayPerKey: 2 }, { day: { ...day, callsOfKey: null } })).toEqual([]);
  });

  it('costs so much, with what another call is thought to cost; prices may leave more', () => {
    const day = { ...NOTHING_DIALLED, spent: 0.9 };
    expect(refusals({ maxSpendPerDay: 1, estimatedCostPerCall: 0.1 }, { day })).toEqual([]);
    const again = { why: expect.any(String), until: new Date(at.getTime() + 600_000) };
    expect(refusals({ maxSpendPerDay: 1, estimatedCostPerCall: 0.11 }, { day })).toEqual([again]);
    const late = { day, at: new Date(midnight.getTime() - 1_000) };
    expect(refusals({ maxSpendPerDay: 0.5 }, late)).toEqual([{ why: expect.any(String), until: midnight }]);
  });

  it('limits nothing unless it is set', () => {
    const day = { calls: 1e6, callsOfKey: 1e6, spent: 1e6 };
    expect(refusals({}, { day }, false)).toEqual([]);
  });
});

it('the list forbids for good, and a full queue until it is shorter', () => {
  expect(refusals({}, { facts: { isListed: true, attempts: [] } })).toEqual([{ why: expect.any(String) }]);
  const inquiry = { number: NUMBER, at, facts: NOTHING_KNOWN, day: NOTHING_DIALLED };
  expect(new QueueLengthRule(3).refusalOf({ ...inquiry, waiting: 2 })).toBeNull();
  expect(new QueueLengthRule(3).refusalOf({ ...inquiry, waiting: 3 })).toEqual({ why: expect.any(String) });
});
