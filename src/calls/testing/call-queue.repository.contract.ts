import { describe, expect, it } from '@jest/globals';
import { type Call, callStatus, newAttempt, newQueuedCall, PLAIN_WAIT_MS, type Wait } from '../model/call.js';
import { rankOf } from '../model/call-status.js';
import type { CallQueueRepository } from '../queue/call-queue.repository.js';
import type { CallsRepository } from '../model/calls.repository.js';
import type { CallChangesRepository } from '../events/call-changes.repository.js';
import { someEvent, someSid } from './call.factory.js';
import { changing } from './changing.js';

/** The ports over the same, empty store. */
export type OpenQueue = () => Promise<{
  calls: CallsRepository;
  changes: CallChangesRepository;
  queue: CallQueueRepository;
}>;

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const check = (second: number) => ({ urgency: 0 as const, at: at(second) });
const request = { to: '+14155550123', userExternalId: 'customer-1', recordingEnabled: true };
const plan = { machineDetection: 'none' as const, priority: 0, metadata: { 'a.b': '1', $c: '2' } };
const over = { code: 'canceled', message: 'Canceled before it was dialled' };
const ids = (calls: Call[]): string[] => calls.map(({ id }) => id);
const lane = '0:customer-1';
const until = (second: number, why: Wait['why']): Wait => ({ lane, dueAt: at(second), why });

/** What every CallQueueRepository keeps to. */
export function describeCallQueueRepository(name: string, open: OpenQueue): void {
  const waiting = async (dueAt: Date, planned = true) => {
    const { calls, changes, queue } = await open();
    const write = changing(changes);
    const call = newQueuedCall({ ...request, ...(planned && { plan }) }, { dueAt, why: 'time' });
    await write.insert(call);
    return { calls, changes, queue, call, ...write };
  };
  const started = async () => {
    const opened = await waiting(at(1));
    await opened.dial(opened.call.id, 1, newAttempt(1, at(2), 'a'), at(60));
    return opened;
  };

  describe(`${name} keeps waiting calls`, () => {
    it('as they were given, queued to who planned them and initiated to who did not', async () => {
      for (const [planned, status] of [[true, 'queued'] as const, [false, 'initiated'] as const]) {
        const { calls, call } = await waiting(at(1), planned);
        const found = await calls.findById(call.id);
        const { steps: _steps, ...stored } = call;
        expect(found).toStrictEqual(stored);
        expect(found && callStatus(found)).toBe(status);
      }
    });

    it('and finds those of a lane and all of them, the first to become due first', async () => {
      const { queue, call, insert } = await waiting(at(5));
      const earlier = newQueuedCall({ ...request, plan }, { dueAt: at(2), why: 'time' });
      const other = newQueuedCall({ ...request, userExternalId: 'b', plan }, { dueAt: at(3), why: 'time' });
      for (const each of [earlier, other]) await insert(each);
      expect(ids(await queue.findInLane(lane, 10))).toEqual([earlier.id, call.id]);
      expect(ids(await queue.findInLane(lane, 1))).toEqual([earlier.id]);
      expect(ids(await queue.findInLane('9:customer-1', 10))).toEqual([]);
      expect(ids(await queue.findWaiting(0, 10))).toEqual([earlier.id, other.id, call.id]);
      expect(ids(await queue.findWaiting(2, 10))).toEqual([call.id]);
      await expect(queue.countWaiting()).resolves.toBe(3);
      const lanes = [];
      for await (const each of queue.lanes()) lanes.push(each);
      expect(lanes).toHaveLength(2);
      expect(lanes).toContainEqual({ lane, dueAt: at(2) });
      expect(lanes).toContainEqual({ lane: '0:b', dueAt: at(3) });
    });

    it('and knows which have expired, and when the next one does', async () => {
      const { queue, call, insert } = await waiting(at(1), false);
      const expiresAt = new Date(call.createdAt.getTime() + PLAIN_WAIT_MS);
      await insert(newQueuedCall({ ...request, plan }, { dueAt: at(1), why: 'time' }));
      await expect(queue.nextExpiry()).resolves.toEqual(expiresAt);
      expect(await queue.findExpired(new Date(expiresAt.getTime() - 1), 9)).toEqual([]);
      expect(ids(await queue.findExpired(expiresAt, 9))).toEqual([call.id]);
    });

    it('and finds those to some numbers, those that are dialled aside', async () => {
      const { queue, call, insert, dial } = await waiting(at(1));
      const dialled = newQueuedCall({ ...request, plan }, { dueAt: at(1), why: 'time' });
      const other = newQueuedCall({ ...request, to: '+14155550124', plan }, { dueAt: at(9), why: 'time' });
      for (const each of [dialled, other]) await insert(each);
      await dial(dialled.id, 1, newAttempt(1, at(2), 'a'), at(60));
      const numbers = Array.from({ length: 600 }, (_, i) => `+1415555${1000 + i}`);
      expect(ids(await queue.findWaitingTo(['+14155550123']))).toEqual([call.id]);
      const found = await queue.findWaitingTo(['+14155550123', ...numbers, '+14155550124']);
      expect(new Set(ids(found))).toEqual(new Set([call.id, other.id]));
      expect(await queue.findWaitingTo(numbers)).toEqual([]);
    });

    it('lets one dial a call that is as it was found, and nobody else', async () => {
      const { calls, queue, call, dial, postpone } = await waiting(at(1));
      const attempt = newAttempt(1, at(2), 'a');
      await expect(postpone(call.id, 1, until(3, 'window'))).resolves.toBe('applied');
      await expect(postpone(call.id, 1, until(4, 'window'))).resolves.toBe('refused');
      await expect(dial(call.id, 1, attempt, at(90))).resolves.toBe('refused');
      const dials = await Promise.all([1, 2, 3].map(() => dial(call.id, 2, attempt, at(90))));
      expect(dials.filter((outcome) => outcome === 'applied')).toHaveLength(1);
      const found = await calls.findById(call.id);
      expect(found).toMatchObject({
        attempts: [{ n: 1, key: 'a', submission: 'unknown' }],
        check: check(90),
      });
      expect(found?.wait).toBeUndefined();
      await expect(queue.countLive()).resolves.toBe(1);
      await expect(queue.countWaiting()).resolves.toBe(0);
    });

    it('counts an attempt without a trace among those that go on no more, until it is heard of', async () => {
      const { queue, call, store, tell } = await started();
      await expect(store({ kind: 'traceless', callId: call.id, n: 1 })).resolves.toBe('applied');
      await expect(store({ kind: 'traceless', callId: call.id, n: 1 })).resolves.toBe('refused');
      await expect(queue.countLive()).resolves.toBe(0);
      const ref = { callId: call.id, n: 1, sid: someSid() };
      await tell(ref, someEvent({ kind: 'submission', status: 'initiated' }), at(99));
      await expect(queue.countLive()).resolves.toBe(1);
      await tell(ref, someEvent({ status: 'busy' }), at(99));
      await expect(queue.countLive()).resolves.toBe(0);
    });

    it('queues a call again after an attempt, once, and follows the next one too', async () => {
      const { calls, changes, queue, call, tell, requeue, dial } = await started();
      const first = { callId: call.id, n: 1, sid: someSid() };
      await tell(first, someEvent({ status: 'busy' }), at(99));
      await expect(queue.countLive()).resolves.toBe(0);
      const tries = await Promise.all([1, 2].map(() => requeue(call.id, 1, until(40, 'retry'))));
      expect(tries.filter((outcome) => outcome === 'applied')).toHaveLength(1);
      expect(callStatus((await calls.findById(call.id))!)).toBe('queued');
      const [found] = await queue.findInLane(lane, 1);
      await expect(dial(call.id, found!.version, newAttempt(2, at(41), 'b'), at(99))).resolves.toBe(
        'applied',
      );
      const second = { callId: call.id, n: 2, sid: someSid() };
      await tell(second, someEvent({ status: 'ringing' }), at(99));
      await tell(first, someEvent({ status: 'completed' }), at(99));
      const after = await calls.findById(call.id);
      expect(after && callStatus(after)).toBe('ringing');
      await expect(changes.findAttempt({ sid: first.sid })).resolves.toMatchObject({ n: 1 });
      await expect(changes.findAttempt({ sid: second.sid })).resolves.toMatchObject({ n: 2 });
    });

    it('is queued until it is settled that no attempt follows', async () => {
      const { calls, call, tell, requeue, finish } = await started();
      await tell({ callId: call.id, n: 1, sid: someSid() }, someEvent({ status: 'busy' }), at(9));
      expect(callStatus((await calls.findById(call.id))!)).toBe('queued');
      const busy = rankOf('busy', 'callback');
      await expect(finish(call.id, 1, busy, over)).resolves.toBe('applied');
      await expect(finish(call.id, 1, busy, over)).resolves.toBe('refused');
      await expect(requeue(call.id, 1, until(1, 'retry'))).resolves.toBe('refused');
      expect(callStatus((await calls.findById(call.id))!)).toBe('busy');
    });

    it('is not over by an end of which more was told meanwhile, and follows what is told once it is over', async () => {
      const { calls, call, tell, finish } = await started();
      const ref = { callId: call.id, n: 1, sid: someSid() };
      await tell(ref, someEvent({ status: 'no-answer' }), at(9));
      await tell(ref, someEvent({ status: 'busy' }), at(9));
      const [noAnswer, busy] = [rankOf('no-answer', 'callback'), rankOf('busy', 'callback')];
      await expect(finish(call.id, 1, noAnswer, over)).resolves.toBe('refused');
      expect(callStatus((await calls.findById(call.id))!)).toBe('queued');
      await expect(finish(call.id, 1, busy, over)).resolves.toBe('applied');
      await tell(ref, someEvent({ source: 'api', status: 'completed' }), at(9));
      expect(callStatus((await calls.findById(call.id))!)).toBe('completed');
    });

    it('ends a call that waits', async () => {
      const { calls, queue, call, end } = await waiting(at(1));
      await expect(end(call.id, over)).resolves.toBe('applied');
      const found = await calls.findById(call.id);
      expect(found && callStatus(found)).toBe('canceled');
      expect(found).toMatchObject({ over });
      await expect(queue.countWaiting()).resolves.toBe(0);
    });
  });
}
