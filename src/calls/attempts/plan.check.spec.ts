import { describe, expect, it } from '@jest/globals';
import type { CallPlan } from '../../plan/call-plan.js';
import { someCall } from '../testing/call.factory.js';
import { PlanCheck } from './plan.check.js';

/** A Wednesday. */
const at = new Date('2026-03-04T09:00:00.000Z');
const seconds = (count: number) => new Date(at.getTime() + count * 1000);
const office = { days: ['wed' as const], start: '09:00', end: '17:00', timeZone: 'Europe/London' };

const objectionTo = (plan: Partial<CallPlan>, when = at) =>
  new PlanCheck().objectionTo(someCall({ plan: { machineDetection: 'none', priority: 0, ...plan } }), when);

describe('the check of the plan', () => {
  it('lets a call be dialled that has none, and from the first moment of its window on', () => {
    expect(new PlanCheck().objectionTo(someCall(), at)).toBeNull();
    expect(objectionTo({ window: office, expiresAt: seconds(1) })).toBeNull();
  });

  it('puts a call off until its window opens', () => {
    const objection = objectionTo({ window: office }, seconds(-1));
    expect(objection).toEqual({ kind: 'later', dueAt: at, why: 'window' });
  });

  it('cancels a call that has expired, or will have when its window opens', () => {
    const expired = { kind: 'over', status: 'canceled', reason: { code: 'expired' } };
    expect(objectionTo({ expiresAt: at })).toMatchObject(expired);
    expect(objectionTo({ window: office, expiresAt: at }, seconds(-60))).toMatchObject(expired);
  });
});
