import { describe, expect, it } from '@jest/globals';
import { newQueuedCall } from '../model/call.js';
import { someCall } from '../testing/call.factory.js';
import { ExpiryCheck } from './expiry.check.js';
import { PlanCheck } from './plan.check.js';
import { WishCheck } from './wish.check.js';

const at = new Date('2026-03-04T09:00:00.000Z');
const request = { to: '+14155550123', userExternalId: 'ada', recordingEnabled: false };
const plan = { machineDetection: 'none' as const, priority: 0, expiresAt: at };
const call = newQueuedCall({ ...request, plan }, { dueAt: at, why: 'time' });

describe('a call is ended before it is dialled', () => {
  it('where a client has ended it', () => {
    const wished = { ...call, wish: { kind: 'cancel' as const, at } };
    expect(new WishCheck().objectionTo(wished)).toEqual({
      ...{ kind: 'over', status: 'canceled' },
      reason: { code: 'canceled', message: 'A client ended the call before it was dialled' },
    });
    expect(new WishCheck().objectionTo(call)).toBeNull();
  });

  it('from the moment on at which it expires', () => {
    const check = new ExpiryCheck();
    expect(check.objectionTo(call, new Date(+at - 1))).toBeNull();
    expect(check.objectionTo(call, at)).toEqual({
      ...{ kind: 'over', status: 'canceled' },
      reason: { code: 'expired', message: 'It could not be dialled before it expired' },
    });
    expect(check.objectionTo(someCall(), at)).toBeNull();
  });

  it('as failed where its window never opens', () => {
    const window = { days: [], start: '09:00', end: '10:00', timeZone: 'Etc/UTC' };
    const never = { machineDetection: 'none' as const, priority: 0, window };
    expect(new PlanCheck().objectionTo({ ...call, plan: never }, at)).toEqual({
      ...{ kind: 'over', status: 'failed' },
      reason: { code: 'never-open', message: 'Its calling window never opens' },
    });
  });
});

it('each check has a name of its own', () => {
  const names = [new WishCheck(), new ExpiryCheck(), new PlanCheck()].map(({ name }) => name);
  expect(names).toEqual(['wish', 'expiry', 'plan']);
});
