import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { callStatus, isDueAt, newAttempt, newQueuedCall, PLAIN_WAIT_MS, waitOf } from './call.js';
import { holdOf, laneOf, priorityOf, priorityOfLane } from './lane.js';

const now = new Date('2026-03-04T05:06:07.890Z');
const later = new Date('2026-03-04T06:00:00.000Z');
const due = { dueAt: later, why: 'time' as const };
const request = { to: '+14155550123', userExternalId: 'ada', recordingEnabled: false };
const plan = { machineDetection: 'none' as const, priority: 3 };

describe('a new call', () => {
  it('without a plan waits for its turn, which is no news, and ends by itself after a while', () => {
    const call = newQueuedCall(request, due, { id: 'one', now });
    expect(call).toEqual({
      ...{ id: 'one', version: 1, ...request, content: { kind: 'say' }, attempts: [], rank: call.rank },
      ...{ createdAt: now, wait: { ...due, lane: '5:ada', expiresAt: new Date(+now + PLAIN_WAIT_MS) } },
    });
    expect(callStatus(call)).toBe('initiated');
  });

  it('with a plan is queued, says what it waits for, and expires as its plan says', () => {
    const call = newQueuedCall({ ...request, plan }, due, { now });
    expect(call).toMatchObject({ plan, wait: { ...due, lane: '3:ada' } });
    expect(call.wait).not.toHaveProperty('expiresAt');
    expect(call.steps).toEqual([{ kind: 'waiting', at: now, why: 'time', until: later }]);
    expect(callStatus(call)).toBe('queued');
    const expiring = { ...plan, expiresAt: later };
    expect(newQueuedCall({ ...request, plan: expiring }, due).wait?.expiresAt).toBe(later);
  });

  it('keeps what was said with it, and nothing in place of what was not', () => {
    const said = { requestedBy: 'key:1', ringSeconds: 20 };
    expect(newQueuedCall({ ...request, ...said, text: ' Hello.' }, due)).toMatchObject({
      ...{ ...said, content: { kind: 'say', text: ' Hello.' } },
    });
    for (const text of [undefined, '', ' \n'])
      expect(newQueuedCall({ ...request, text }, due).content).toEqual({ kind: 'say' });
  });

  it('has an id of its own, and is as old as it is', () => {
    const [one, other] = [newQueuedCall(request, due), newQueuedCall(request, due)];
    expect(one.id).not.toBe(other.id);
    expect(Math.abs(one.createdAt.getTime() - Date.now())).toBeLessThan(60_000);
  });
});

describe('a call that waits', () => {
  it('is due from its time on; one that does not wait never is', () => {
    const call = newQueuedCall(request, due, { now });
    expect([new Date(+later - 1), later].map((at) => isDueAt(call, at))).toEqual([false, true]);
    expect(isDueAt({ ...call, wait: undefined }, later)).toBe(false);
  });

  it('keeps its lane and its expiry however often it is put off', () => {
    const { plan: none, ...plain } = newQueuedCall(request, due, { now });
    expect(waitOf({ ...plain, plan: none }, new Date(+later + 1), 'error')).toEqual({
      ...{ ...plain.wait, dueAt: new Date(+later + 1), why: 'error' },
    });
  });
});

it('an attempt is unknown at first, with its key where it has one', () => {
  const attempt = { n: 2, submission: 'unknown', createdAt: now, rank: 0 };
  expect(newAttempt(2, now)).toEqual(attempt);
  expect(newAttempt(2, now, 'term:1')).toEqual({ ...attempt, key: 'term:1' });
});

describe('a lane', () => {
  it('is of one priority and one user, whatever the user is called', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.string(), (priority, userExternalId) => {
        const lane = laneOf({ plan: { priority }, userExternalId });
        expect(priorityOfLane(lane)).toBe(priority);
        expect(lane.slice(2)).toBe(userExternalId);
      }),
    );
  });

  it('of calls without a plan comes before what nobody waits for, and after what is urgent', () => {
    expect(priorityOf({})).toBeGreaterThan(priorityOf({ plan: { priority: 4 } }));
    expect(priorityOf({})).toBeLessThan(priorityOf({ plan: { priority: 6 } }));
  });

  it('is held by a term as it was then', () => {
    const holds = ['a', 'b'].flatMap((term) => ['1', '2'].map((rev) => holdOf(term, rev)));
    expect(new Set(holds).size).toBe(4);
  });
});
