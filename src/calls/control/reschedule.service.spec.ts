import { beforeEach, describe, expect, it } from '@jest/globals';
import { Clock } from '../../common/time/clock.service.js';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import type { CallPlan } from '../../plan/call-plan.js';
import { type Call, newQueuedCall } from '../model/call.js';
import type { WaitingFor } from '../model/call-step.js';
import { someEvent, someSid } from '../testing/call.factory.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';
import { timelineOf } from '../timeline/timeline.js';
import type { CallChanges } from './amendments.js';
import { RescheduleService } from './reschedule.service.js';

const MINUTE = 60_000;
const inMinutes = (minutes: number): Date => new Date(Date.now() + minutes * MINUTE);
const PLAN: CallPlan = { machineDetection: 'none', priority: 0 };
const RETRY = { maxAttempts: 3, on: ['busy' as const], delaySeconds: 600, backoff: 'fixed' as const };

let room: CallsRoom;
let control: RescheduleService;
beforeEach(() => {
  const planClock = new PlanClock(new Clock());
  room = openCallsRoom(planClock);
  control = new RescheduleService(room.service, room.events, room.attempts, room.followUps, planClock);
});

/** A call that waits. */
const waiting = async (plan?: CallPlan, why: WaitingFor = 'time'): Promise<Call> => {
  const request = {
    to: '+14155550123',
    userExternalId: 'customer-1',
    recordingEnabled: true,
    text: 'Hello.',
  };
  const call = newQueuedCall({ ...request, plan }, { dueAt: plan?.scheduledAt ?? inMinutes(0), why });
  await room.events.record({ kind: 'requested', call });
  return call;
};
/** The same, after an attempt that found the callee busy. */
const between = async (plan: CallPlan): Promise<Call> => {
  const call = await waiting(plan);
  await room.attempts.begin(call, 'key');
  const sid = someSid();
  await room.news.learn(
    { callId: call.id, n: 1, sid },
    someEvent({ status: 'busy', receivedAt: new Date() }),
  );
  return (await room.calls.findById(call.id))!;
};
const change = async ({ id }: Call, { plan = {}, ...rest }: Partial<CallChanges>): Promise<Call> =>
  (await control.reschedule(id, { plan, ...rest })).call;

describe('a call that was never dialled', () => {
  it('is moved, keeps what is left out, and loses what is taken away', async () => {
    const window = { days: ['mon' as const], start: '09:00', end: '17:00', timeZone: 'UTC' };
    const call = await waiting({ ...PLAN, scheduledAt: inMinutes(5), retry: RETRY, priority: 4 });
    const scheduledAt = inMinutes(90);
    const moved = await change(call, { plan: { scheduledAt, retry: null }, text: 'Hi.' });
    const { retry: _retry, ...plan } = call.plan!;
    expect(moved).toMatchObject({ version: 2, plan: { ...plan, scheduledAt }, content: { text: 'Hi.' } });
    expect(moved.plan).not.toHaveProperty('retry');
    expect(moved.wait).toEqual({ lane: '4:customer-1', dueAt: scheduledAt, why: 'time' });
    const now = await change(call, { plan: { scheduledAt: null, priority: null }, ringSeconds: 9 });
    expect(now).toMatchObject({ ringSeconds: 9, plan: PLAN, wait: { lane: '0:customer-1', why: 'pace' } });
    const shut = await change(call, { plan: { window }, ringSeconds: null, text: null });
    expect(shut).toMatchObject({ version: 4, plan: { window } });
    expect(shut.content).toEqual({ kind: 'say' });
    const blank = await change(call, { text: ' \n' });
    expect(blank.content).toEqual({ kind: 'say' });
    expect(shut).not.toHaveProperty('ringSeconds');
  });

  it('is dialled at once where its hours are taken away or let it, and keeps its time where only other things change', async () => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
    const always = { days: [...days], start: '00:00', end: '24:00', timeZone: 'UTC' };
    const hour = inMinutes(300).toISOString().slice(11, 13);
    const shut = { ...always, start: `${hour}:00`, end: `${hour}:59` };
    for (const window of [null, always]) {
      const request = { to: '+14155550123', userExternalId: 'customer-1', recordingEnabled: true };
      const opens = { dueAt: inMinutes(300), why: 'window' } as const;
      const call = newQueuedCall({ ...request, plan: { ...PLAN, window: shut } }, opens);
      await room.events.record({ kind: 'requested', call });
      await expect(change(call, { plan: { priority: 1 } })).resolves.toMatchObject({
        wait: { why: 'window', lane: '1:customer-1' },
      });
      const moved = await change(call, { plan: { window } });
      expect(moved.wait?.why).toBe('pace');
      expect(moved.wait!.dueAt.getTime()).toBeLessThanOrEqual(Date.now());
    }
  });

  it('is changed once by the same request, and its lane is told', async () => {
    const call = await waiting({ ...PLAN, scheduledAt: inMinutes(5) });
    const wish = { plan: { priority: 7, expiresAt: inMinutes(60) } };
    const first = await change(call, wish);
    expect(first.wait).toMatchObject({ lane: '7:customer-1', expiresAt: wish.plan.expiresAt });
    await expect(change(call, wish)).resolves.toMatchObject({ version: first.version });
    await expect(room.lanes.findDue([7], inMinutes(6), 9)).resolves.toHaveLength(1);
  });

  it('gets a plan where it had none', async () => {
    const call = await waiting(undefined, 'pace');
    await expect(change(call, { plan: { priority: 0 } })).resolves.toMatchObject({ version: 1 });
    const said = await change(call, { text: 'Other.' });
    expect(said).toMatchObject({ version: 2, wait: call.wait });
    expect(said).not.toHaveProperty('plan');
    const scheduledAt = inMinutes(30);
    const planned = await change(call, { plan: { scheduledAt } });
    expect(planned).toMatchObject({ plan: { ...PLAN, scheduledAt }, wait: { dueAt: scheduledAt } });
    expect(planned.wait).not.toHaveProperty('expiresAt');
  });

  it('keeps the rules of a new one', async () => {
    const call = await waiting({ ...PLAN, scheduledAt: inMinutes(60) });
    const refusals: [CallChanges['plan'], string][] = [
      [{ scheduledAt: inMinutes(-1) }, 'Invalid scheduled_at: must be in the future'],
      [{ expiresAt: inMinutes(30) }, 'Invalid expires_at: must be after scheduled_at'],
      [{ retry: { ...RETRY, on: ['voicemail'] } }, 'Invalid retry.on: may list voicemail'],
    ];
    for (const [plan, message] of refusals) await expect(change(call, { plan })).rejects.toThrow(message);
    await expect(room.calls.findById(call.id)).resolves.toMatchObject({ version: 1 });
  });

  it('tells in its timeline what was changed, without what is said', async () => {
    const call = await waiting({ ...PLAN, scheduledAt: inMinutes(5) });
    const scheduledAt = inMinutes(9);
    await change(call, { plan: { scheduledAt, retry: RETRY }, text: 'Hello, you.' });
    const { events } = timelineOf({
      call: (await room.calls.findWithEvents(call.id))!,
      recordings: [],
      mismatched: [],
    });
    expect(events.at(-1)).toMatchObject({
      source: 'client',
      kind: 'rescheduled',
      changes: {
        scheduledAt: { from: call.plan!.scheduledAt, to: scheduledAt },
        retry: { from: null, to: '3 attempts, on busy, after 600 fixed seconds' },
        script: { from: '6 characters', to: '11 characters' },
        waitingUntil: { from: call.plan!.scheduledAt, to: scheduledAt },
      },
    });
  });
});

describe('a call between two attempts', () => {
  it('is dialled again by the new policy, counted from the end of the last attempt', async () => {
    const call = await between({ ...PLAN, retry: RETRY });
    const pause = call.wait!.dueAt.getTime() - 600_000;
    const sooner = await change(call, { plan: { retry: { ...RETRY, delaySeconds: 60 } } });
    expect(sooner.wait?.why).toBe('retry');
    expect(sooner.wait!.dueAt.getTime()).toBe(pause + 60_000);
    const scheduledAt = inMinutes(120);
    const moved = await change(call, { plan: { scheduledAt } });
    expect(moved.wait).toMatchObject({ why: 'time', dueAt: scheduledAt });
    const back = await change(call, { plan: { scheduledAt: null } });
    expect(back.wait!.dueAt.getTime()).toBe(pause + 60_000);
    await expect(change(call, { plan: { priority: 2 } })).resolves.toMatchObject({
      wait: { why: 'retry', lane: '2:customer-1' },
    });
    const due = await change(call, { plan: { retry: { ...RETRY, delaySeconds: 0 } } });
    expect([due.wait?.why, due.wait!.dueAt <= new Date()]).toEqual(['pace', true]);
  });

  it.each<[string, CallChanges['plan'], string]>([
    ['none', { retry: null }, 'Invalid retry: is needed for another attempt'],
    ['no attempt left', { retry: { ...RETRY, maxAttempts: 1 } }, 'Invalid retry.max_attempts: must be more'],
    ['no reason', { retry: { ...RETRY, on: ['no-answer'] } }, 'Invalid retry.on: must list what'],
    ['no time', { expiresAt: inMinutes(5) }, 'Invalid expires_at: must be after the next attempt'],
  ])('is not given %s', async (_, plan, message) => {
    const call = await between({ ...PLAN, retry: RETRY });
    await expect(change(call, { plan })).rejects.toThrow(message);
  });
});

describe('it is too late', () => {
  const late = { plan: { priority: 9 } };

  it('while an attempt is under way, and once the call has ended', async () => {
    const call = await waiting({ ...PLAN });
    await room.attempts.begin(call, 'key');
    await expect(change(call, late)).rejects.toThrow('Call is being dialled');
    await expect(change(call, { plan: { priority: 0 } })).resolves.toMatchObject({ version: 2 });
    await room.news.learn({ callId: call.id, n: 1, sid: someSid() }, someEvent({ status: 'busy' }));
    await expect(change(call, late)).rejects.toThrow('Call has already ended: busy');
    await expect(control.reschedule('nothing', late)).rejects.toThrow('Call not found: nothing');
  });

  it('once a client wants the call to end', async () => {
    const call = await waiting({ ...PLAN, retry: RETRY });
    const [over, wish] = [
      { code: 'canceled', message: 'No', at: new Date() },
      { kind: 'cancel' as const, at: new Date() },
    ];
    const ended = { kind: 'ended', callId: call.id, attempts: 0, status: 'canceled' } as const;
    await room.events.record({ ...ended, over, wish });
    await expect(change(call, late)).rejects.toThrow('Call has already ended: canceled');
  });

  it('while it changes all the time', async () => {
    const call = await waiting({ ...PLAN });
    room.changes.store = async () => ({ outcome: 'refused', callId: call.id });
    await expect(change(call, late)).rejects.toThrow('Call cannot be rescheduled yet');
  });
});

it('a rule that forbids the number for good forbids to move the call', async () => {
  const call = await waiting({ ...PLAN });
  const { attempts } = room;
  attempts.keepTo({
    objectionTo: () => null,
    prepare: async () => {},
    begun: () => {},
    sending: () => {},
    landed: () => {},
    refusalOf: async (_call, _at, isQueued) => ({ ruleAndWhy: isQueued ? 'do-not-call: no' : 'queue: full' }),
  });
  await expect(change(call, { plan: { priority: 1 } })).rejects.toThrow('Call not allowed: do-not-call: no');
});
