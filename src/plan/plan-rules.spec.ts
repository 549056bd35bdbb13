import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CallPlan } from './call-plan.js';
import { firstDial } from './next-attempt.js';
import { validatePlan } from './plan-rules.js';
import { moments, windows } from './testing/plan.arbitrary.js';

const now = new Date('2026-01-02T10:00:00Z');
const after = (ms: number) => new Date(now.getTime() + ms);
const MONTH_MS = 30 * 86_400_000;
const fieldsOf = (plan: Partial<CallPlan>) => validatePlan(plan, now).map(({ field }) => field);

describe('a plan that can be carried out', () => {
  it.each<[string, Partial<CallPlan>]>([
    ['says nothing', {}],
    ['is due in a millisecond', { scheduledAt: after(1) }],
    ['is due in a month', { scheduledAt: after(MONTH_MS) }],
    ['expires in a millisecond', { expiresAt: after(1) }],
    ['expires a millisecond after it is due', { scheduledAt: after(5), expiresAt: after(6) }],
    [
      'has detection that could not be read',
      { retry: { maxAttempts: 2, on: ['voicemail'], delaysSeconds: [1] } },
    ],
  ])('%s', (_, plan) => expect(validatePlan(plan, now)).toEqual([]));

  it('is one that is dialled some time, and no other', () => {
    const plans = fc.record(
      { window: windows(), expiresAt: moments(), scheduledAt: moments() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(plans, moments(), (plan, at) => {
        const faults = new Set(validatePlan(plan, at).map(({ field }) => field));
        // A time that is past, or too far ahead, is refused although the call could be dialled.
        faults.delete('scheduled_at');
        expect(faults.size === 0).toBe(firstDial(plan, at).kind === 'dial-at');
      }),
      { numRuns: 500 },
    );
  });
});

describe('a plan that cannot', () => {
  it.each<[Partial<CallPlan>, string[]]>([
    [{ scheduledAt: now }, ['scheduled_at']],
    [{ scheduledAt: after(MONTH_MS + 1) }, ['scheduled_at']],
    [{ expiresAt: now }, ['expires_at']],
    [{ scheduledAt: after(5), expiresAt: after(5) }, ['expires_at']],
    [{ scheduledAt: after(-2), expiresAt: after(-3) }, ['scheduled_at', 'expires_at', 'expires_at']],
    [
      { retry: { maxAttempts: 1, on: ['voicemail'], delaysSeconds: [1] }, machineDetection: 'none' },
      ['retry.on', 'retry.delays'],
    ],
  ])('%j is faulted in %j', (plan, fields) => expect(fieldsOf(plan)).toEqual(fields));
});
