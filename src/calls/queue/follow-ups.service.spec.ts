import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { CallPlan } from '../../plan/call-plan.js';
import { RETRY_OUTCOMES } from '../../plan/dial-outcome.js';
import { type Attempt, type Call, callStatus } from '../model/call.js';
import { type CallEvent, foldEvents } from '../model/call-event.js';
import { someCall, someEvent, someSid } from '../testing/call.factory.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';

const now = new Date('2026-03-04T05:00:00.000Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const plan: CallPlan = {
  machineDetection: 'none',
  priority: 0,
  retry: { maxAttempts: 3, on: [...RETRY_OUTCOMES], delaysSeconds: [60] },
};

let room: CallsRoom;

beforeEach(() => {
  jest.useFakeTimers({ now });
  room = openCallsRoom();
});
afterEach(() => void jest.useRealTimers());

/** A call of this plan, made ten minutes ago, of whose attempt this is told now. */
const told = async (event: Partial<CallEvent>, own: Partial<Call> = {}): Promise<Call> => {
  const call = { ...someCall({ plan }, after(-600)), ...own };
  await room.calls.insert(call);
  await room.news.learn({ callId: call.id, n: 1, sid: someSid() }, someEvent({ receivedAt: now, ...event }));
  return (await room.calls.findById(call.id))!;
};

describe('what follows an attempt', () => {
  it.each([
    ['busy', {}],
    ['no-answer', {}],
    ['failed', {}],
    ['completed', { answeredBy: 'machine_start' }],
  ] as const)('that ended as %s is another one, where the plan says so', async (status, event) => {
    const call = await told({ status, ...event });
    expect(call.wait).toEqual({ lane: '0:customer-1', dueAt: after(60), why: 'retry' });
    expect(callStatus(call)).toBe('queued');
  });

  it('that was answered is the end of the call', async () => {
    const call = await told({ status: 'completed', answeredBy: 'human' });
    expect(call).toMatchObject({ over: { code: 'ended', at: now } });
    expect(call).not.toHaveProperty('wait');
  });

  it.each([
    ['was', -20, 40],
    ['will be, by a clock that runs ahead', 3600, 60],
  ])('is counted from when its end %s', async (_when, ended, due) => {
    const { wait } = await told({ status: 'busy', occurredAt: after(ended) });
    expect(wait?.dueAt).toEqual(after(due));
  });

  it('is none after a wish', async () => {
    const call = await told({ status: 'busy' }, { wish: { kind: 'hangup', at: after(-1) } });
    expect(call).toMatchObject({ over: { code: 'client-ended', at: now } });
  });

  it('is not settled while it goes on', async () => {
    const call = await told({ status: 'ringing' });
    expect(call).not.toHaveProperty('wait');
    expect(call).not.toHaveProperty('over');
  });

  describe('that was not sent', () => {
    const unsent = { submission: 'unsent' as const, reason: { code: 'ECONNREFUSED', message: 'refused' } };
    /** A call whose attempts went so; the last of them is not settled by anyone. */
    const went = async (...changes: Partial<Attempt>[]): Promise<Call> => {
      const call = someCall({ plan }, after(-600));
      const attempts = changes.map((each, i) => ({ ...call.attempts[0]!, n: i + 1, ...each }));
      await room.calls.insert({ ...call, attempts });
      await room.followUps.after(call.id);
      return (await room.calls.findById(call.id))!;
    };
    const busy = (): Partial<Attempt> => ({
      ...{ submission: 'accepted', sid: someSid() },
      ...foldEvents([someEvent({ status: 'busy', occurredAt: after(-1) })]),
    });
    const failed = (): Partial<Attempt> => ({
      ...unsent,
      ...foldEvents([someEvent({ source: 'atlas', kind: 'submission', status: 'failed' })]),
    });

    it('is another one, for a reason of the system', async () => {
      expect((await went(failed())).wait).toMatchObject({ why: 'error' });
    });

    it('uses up none of those that the plan allows', async () => {
      expect((await went(failed(), failed(), busy(), busy())).wait).toMatchObject({ why: 'retry' });
      expect((await went(busy(), busy(), busy())).over).toMatchObject({ code: 'attempts-used' });
    });

    it('is the last one where too many were not sent', async () => {
      const all = Array.from({ length: 20 }, failed);
      expect((await went(...all)).over).toMatchObject({ code: 'system-errors' });
      expect((await went(...Array.from({ length: 18 }, busy), failed())).over?.code).toBe('attempts-used');
    });
  });
});
