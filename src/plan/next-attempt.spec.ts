import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CallPlan } from './call-plan.js';
import { type CallingWindow, isOpen, WEEKDAYS } from './calling-window.js';
import type { DialOutcome } from './dial-outcome.js';
import { dialFrom, type EndedDial, firstDial, planNext } from './next-attempt.js';
import type { RetryPolicy } from './retry-policy.js';
import { MAX_SYSTEM_ERRORS } from './system-errors.js';
import { moments, retryPolicies, windows } from './testing/plan.arbitrary.js';

const T0 = new Date('2026-01-02T10:00:00Z');
const after = (seconds: number, from = T0) => new Date(from.getTime() + seconds * 1000);
const dialAt = (at: Date | string) => ({ kind: 'dial-at', at: new Date(at) });
const over = (why: string) => ({ kind: 'over', why });

const retry: RetryPolicy = { maxAttempts: 3, on: ['no-answer', 'voicemail'], delaysSeconds: [60, 600] };
const office: CallingWindow = {
  days: [...WEEKDAYS],
  start: '09:00',
  end: '17:00',
  timeZone: 'Europe/Berlin',
};
const planOf = (changes: Partial<CallPlan> = {}): CallPlan => ({
  machineDetection: 'none',
  priority: 0,
  ...changes,
});
const ended = (changes: Partial<EndedDial> = {}): EndedDial => ({
  plan: planOf({ retry }),
  endedAt: T0,
  outcome: 'no-answer',
  usedAttempts: 1,
  systemErrors: 0,
  now: T0,
  ...changes,
});

describe('the first dial', () => {
  it('is now, or when it is scheduled', () => {
    expect(firstDial(planOf(), T0)).toEqual(dialAt(T0));
    expect(firstDial(planOf({ scheduledAt: after(60) }), T0)).toEqual(dialAt(after(60)));
    expect(firstDial(planOf({ scheduledAt: after(-60) }), T0)).toEqual(dialAt(T0));
  });

  it('waits for the window', () => {
    expect(firstDial(planOf({ window: office, scheduledAt: new Date('2026-01-02T20:00:00Z') }), T0)).toEqual(
      dialAt('2026-01-03T08:00:00Z'),
    );
    expect(firstDial(planOf({ window: { ...office, days: [] } }), T0)).toEqual(over('never-open'));
  });

  it('is before expiry or not at all', () => {
    expect(firstDial(planOf({ expiresAt: after(0.001) }), T0)).toEqual(dialAt(T0));
    expect(firstDial(planOf({ expiresAt: T0 }), T0)).toEqual(over('expired'));
    const expiresAt = new Date('2026-01-03T08:00:00Z');
    expect(dialFrom({ window: office, expiresAt }, new Date('2026-01-02T16:00:00Z'))).toEqual(
      over('expired'),
    );
  });
});

describe('the next dial', () => {
  it('comes so long after the last one ended', () => {
    expect(planNext(ended())).toEqual(dialAt(after(60)));
    expect(planNext(ended({ usedAttempts: 2, outcome: 'voicemail' }))).toEqual(dialAt(after(600)));
  });

  it('comes at once where news of the end came late', () => {
    expect(planNext(ended({ now: after(45) }))).toEqual(dialAt(after(60)));
    expect(planNext(ended({ now: after(3600) }))).toEqual(dialAt(after(3600)));
  });

  it('waits for the window, and is before expiry or not at all', () => {
    const endedAt = new Date('2026-01-02T15:59:30Z');
    const opens = new Date('2026-01-03T08:00:00Z');
    const late = (expiresAt?: Date) =>
      planNext(ended({ endedAt, now: endedAt, plan: planOf({ retry, window: office, expiresAt }) }));
    expect(late()).toEqual(dialAt(opens));
    expect(late(after(1, opens))).toEqual(dialAt(opens));
    expect(late(opens)).toEqual(over('expired'));
  });

  it.each([
    ['answered', {}, 'ended'],
    ['canceled', {}, 'ended'],
    ['busy', {}, 'ended'],
    ['busy', { usedAttempts: 3 }, 'ended'],
    ['no-answer', { plan: planOf() }, 'ended'],
    ['no-answer', { usedAttempts: 3 }, 'attempts-used'],
    ['refused', {}, 'never-repeated'],
    ['unknown', {}, 'never-repeated'],
    ['unsent', { usedAttempts: 0, systemErrors: MAX_SYSTEM_ERRORS }, 'system-errors'],
    ['unsent', { usedAttempts: 3, systemErrors: 1 }, 'attempts-used'],
    ['unsent', { usedAttempts: 0, systemErrors: 1, plan: planOf({ expiresAt: after(5) }) }, 'expired'],
  ] as [DialOutcome, Partial<EndedDial>, string][])(
    'is none after %s with %j: %s',
    (outcome, changes, why) => {
      expect(planNext(ended({ outcome, ...changes }))).toEqual(over(why));
    },
  );

  it('uses up no attempt where the system failed, with or without a policy', () => {
    for (const plan of [planOf(), planOf({ retry })]) {
      const next = planNext(
        ended({ outcome: 'unsent', usedAttempts: 0, systemErrors: MAX_SYSTEM_ERRORS - 1, plan }),
      );
      expect(next).toMatchObject({ kind: 'dial-at' });
    }
  });
});

describe('a call, whatever happens to it', () => {
  const outcomes = fc.constantFrom<DialOutcome>(
    ...([
      'no-answer',
      'busy',
      'failed',
      'voicemail',
      'answered',
      'canceled',
      'refused',
      'unsent',
      'unsent',
      'unknown',
    ] as const),
  );
  const plans = (): fc.Arbitrary<CallPlan> =>
    fc.record(
      {
        machineDetection: fc.constant('enable' as const),
        priority: fc.constant(0),
        window: windows(),
        retry: retryPolicies(),
        scheduledAt: moments(),
        expiresAt: moments(),
      },
      { requiredKeys: ['machineDetection', 'priority'] },
    );
  const fates = fc.array(fc.tuple(outcomes, fc.nat(7200), fc.nat(100_000)), { minLength: 25, maxLength: 25 });

  const breachesOf = ({ window, expiresAt, scheduledAt }: CallPlan, at: Date): string[] => [
    ...(window && !isOpen(window, at) ? ['outside the window'] : []),
    ...(expiresAt && at >= expiresAt ? ['after expiry'] : []),
    ...(scheduledAt && at < scheduledAt ? ['too early'] : []),
  ];

  it('is dialled inside its window, before expiry, and no more often than allowed; and it comes to an end', () => {
    fc.assert(
      fc.property(plans(), moments(), fates, (plan, start, steps) => {
        let usedAttempts = 0;
        let systemErrors = 0;
        let last: DialOutcome | undefined;
        let next = firstDial(plan, start);
        for (const [outcome, seconds, lateSeconds] of steps) {
          if (next.kind === 'over') return;
          expect(last === 'refused' || last === 'unknown').toBe(false);
          expect(breachesOf(plan, next.at)).toEqual([]);
          if (outcome === 'unsent') systemErrors += 1;
          else usedAttempts += 1;
          expect(usedAttempts).toBeLessThanOrEqual(plan.retry?.maxAttempts ?? 1);
          const endedAt = after(seconds, next.at);
          const now = after(lateSeconds, endedAt);
          next = planNext({ plan, endedAt, outcome, usedAttempts, systemErrors, now });
          expect(next.kind === 'dial-at' && next.at < now).toBe(false);
          last = outcome;
        }
        expect(next.kind).toBe('over');
      }),
      { numRuns: 500 },
    );
  });
});
