import { beforeEach, describe, expect, it } from '@jest/globals';
import { Clock } from '../../common/time/clock.service.js';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { type Call, callStatus, newQueuedCall, waitOf } from '../model/call.js';
import { someEvent, someSid } from '../testing/call.factory.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';
import { changing } from '../testing/changing.js';
import { AttemptCheck, type Objection } from './attempt-check.js';
import { AttemptsService } from './attempts.service.js';
import type { Standing } from './calling-rules.js';

const now = new Date();
const dueAt = new Date(now.getTime() + 60_000);
const reason = { code: 'expired', message: 'Too late' };
const request = { to: '+14155550123', userExternalId: 'customer-1', recordingEnabled: true };
const plan = { machineDetection: 'none' as const, priority: 0 };
const standing = (at = now): Standing => ({ at, term: null, rules: 0 });

/** Says always the same. */
class FixedCheck extends AttemptCheck {
  readonly name = 'fixed';

  constructor(private readonly objection: Objection | null) {
    super();
  }

  objectionTo(): Objection | null {
    return this.objection;
  }
}

let room: CallsRoom;
beforeEach(() => {
  room = openCallsRoom();
});

const attemptsWith = (...objections: (Objection | null)[]): AttemptsService =>
  new AttemptsService(
    room.events,
    room.schedule,
    new PlanClock(new Clock()),
    objections.map((each) => new FixedCheck(each)),
  );
const waiting = async (planned = true): Promise<Call> => {
  const call = newQueuedCall({ ...request, ...(planned && { plan }) }, { dueAt: now, why: 'pace' });
  await room.calls.insert(call);
  return (await room.calls.findById(call.id))!;
};
const stored = async ({ id }: Call): Promise<Call> => (await room.calls.findById(id))!;

describe('a call that is put off', () => {
  it('is due no earlier than it was', async () => {
    const call = await waiting();
    const later = new Date(dueAt.getTime() + 60_000);
    await attemptsWith().sendAway(call, { kind: 'later', dueAt: later, why: 'window' });
    await attemptsWith().sendAway(await stored(call), { kind: 'later', dueAt, why: 'window' });
    await expect(stored(call)).resolves.toMatchObject({ wait: { dueAt: later, why: 'window' } });
  });
});

describe('an attempt of a waiting call', () => {
  it('is stored before it is answered, each with its own number and key', async () => {
    const { tell, requeue } = changing(room.changes);
    const call = await waiting();
    for (const n of [1, 2]) {
      const begun = await attemptsWith().begin(await stored(call), `term:${n}`);
      const after = await stored(call);
      expect(begun).toMatchObject({ version: after.version, attempts: after.attempts });
      expect(after.attempts.at(-1)).toMatchObject({ n, key: `term:${n}`, submission: 'unknown' });
      expect(after).not.toHaveProperty('wait');
      await tell({ callId: call.id, n, sid: someSid() }, someEvent({ status: 'busy' }));
      await requeue(call.id, n, waitOf(call, dueAt, 'retry'));
    }
  });

  it('does not begin where the call has changed since it was found', async () => {
    const call = await waiting();
    await changing(room.changes).store({ kind: 'sealed', callId: call.id, version: 1 });
    await expect(attemptsWith().begin(call, 'term:1')).resolves.toBeNull();
    await expect(stored(call)).resolves.toEqual({ ...call, version: 2 });
  });
});

describe('what stands in the way of an attempt', () => {
  it('is what the first check says that objects', async () => {
    const call = await waiting();
    const later = { kind: 'later', dueAt, why: 'window' } as const;
    const over = { kind: 'over', status: 'canceled', reason } as const;
    expect(attemptsWith(null, later, over).objectionTo(call, standing())).toBe(later);
    expect(attemptsWith(over, later).objectionTo(call, standing())).toBe(over);
    expect(attemptsWith(null).objectionTo(call, standing())).toBeNull();
  });

  it('puts it off, or ends it, unless it has changed since', async () => {
    const attempts = attemptsWith();
    const call = await waiting();
    await attempts.sendAway(call, { kind: 'later', dueAt, why: 'window' });
    await attempts.sendAway(call, { kind: 'later', dueAt: now, why: 'retry' });
    const off = await stored(call);
    expect(off).toMatchObject({ attempts: [], wait: { lane: '0:customer-1', dueAt, why: 'window' } });
    await attempts.sendAway(off, { kind: 'over', status: 'canceled', reason });
    const ended = await stored(call);
    expect(ended).toMatchObject({ attempts: [], over: reason });
    expect(callStatus(ended)).toBe('canceled');
  });

  it('is its expiry, for a call without a plan a quarter of an hour after it was asked for', async () => {
    const call = await waiting(false);
    const at = (ms: number) => standing(new Date(call.createdAt.getTime() + ms));
    expect(room.attempts.objectionTo(call, at(15 * 60_000 - 1))).toBeNull();
    expect(room.attempts.objectionTo(call, at(15 * 60_000))).toEqual({
      kind: 'over',
      status: 'canceled',
      reason: { code: 'expired', message: 'It could not be dialled within 15 minutes' },
    });
  });
});
