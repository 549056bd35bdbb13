import { describe, expect, it } from '@jest/globals';
import { type Call, callStatus, newQueuedCall } from '../model/call.js';
import { rankOf } from '../model/call-status.js';
import type { CallQueueRepository } from '../queue/call-queue.repository.js';
import type { CallsRepository } from '../model/calls.repository.js';
import type { CallChangesRepository } from '../events/call-changes.repository.js';
import { newAttempt } from '../model/call.js';
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

/** What every CallQueueRepository keeps to. */
export function describeCallQueueRepository(name: string, open: OpenQueue): void {
  const waiting = async (dueAt: Date, planned = true) => {
    const { calls, changes, queue } = await open();
    const write = changing(changes);
    const call = newQueuedCall({ ...request, ...(planned && { plan }) }, { dueAt, why: 'time' });
    await write.insert(call);
    return { calls, changes, queue, call, ...write };
  };
  const claimed = async () => {
    const opened = await waiting(at(1));
    const { queue, call } = opened;
    await queue.giveTurns([{ id: call.id, dueAt: at(1), turn: 7 }]);
    const [ready] = await queue.findReady(1);
    const fence = await queue.claim(ready!, at(30));
    return { ...opened, ready: ready!, fence: fence! };
  };
  const started = async () => {
    const opened = await claimed();
    await opened.dial(opened.call.id, opened.fence, newAttempt(1, at(2)), at(60));
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

    it('and finds those that are due, the longest due first', async () => {
      const { queue, call, insert } = await waiting(at(5));
      const earlier = newQueuedCall({ ...request, plan }, { dueAt: at(2), why: 'time' });
      await insert(earlier);
      expect(ids(await queue.findDue(at(1), 10))).toEqual([]);
      expect(ids(await queue.findDue(at(5), 10))).toEqual([earlier.id, call.id]);
      expect(ids(await queue.findDue(at(5), 1))).toEqual([earlier.id]);
      expect(ids(await queue.findWaiting(0, 10))).toEqual([earlier.id, call.id]);
      expect(ids(await queue.findWaiting(1, 10))).toEqual([call.id]);
      await expect(queue.countWaiting()).resolves.toBe(2);
    });

    it('finds what is due from either end', async () => {
      const { queue, call, insert } = await waiting(at(2));
      const other = newQueuedCall(request, { dueAt: at(1), why: 'time' });
      await insert(other);
      expect(ids(await queue.findDue(at(9), 1))).toEqual([other.id]);
      expect(ids(await queue.findDue(at(9), 1, 'last'))).toEqual([call.id]);
      expect(ids(await queue.findDue(at(1), 9, 'last'))).toEqual([other.id]);
    });

    it('finds ready calls in the order of their turns, also those below one alone', async () => {
      const { queue, call, insert } = await waiting(at(1));
      const other = newQueuedCall(request, { dueAt: at(1), why: 'time' });
      await insert(other);
      const turns = [other, call].map(({ id }, turn) => ({ id, dueAt: at(1), turn }));
      await queue.giveTurns(turns);
      expect(ids(await queue.findReady(9))).toEqual([other.id, call.id]);
      expect(ids(await queue.findReady(9, 1))).toEqual([other.id]);
      expect(await queue.findReady(9, 0)).toEqual([]);
    });

    it('gives each due call one turn, and each turn to one claim', async () => {
      const { queue, call } = await waiting(at(1));
      await Promise.all([3, 4].map((turn) => queue.giveTurns([{ id: call.id, dueAt: at(1), turn }])));
      await queue.giveTurns([]);
      expect(ids(await queue.findDue(at(9), 10))).toEqual([]);
      const [ready] = await queue.findReady(10);
      expect(ready?.id).toBe(call.id);
      expect([3, 4]).toContain(ready?.queue?.turn);
      const fences = await Promise.all([1, 2, 3].map(() => queue.claim(ready!, at(30))));
      expect(fences.filter((fence) => fence !== null)).toEqual([1]);
      expect(await queue.findReady(10)).toEqual([]);
      expect(ids(await queue.findDue(at(30), 10))).toEqual([call.id]);
    });

    it('takes a claimed call back at its place, unless it was claimed again', async () => {
      const { queue, call, fence } = await claimed();
      await expect(queue.giveBack(call.id, fence - 1, 7)).resolves.toBe(false);
      await expect(queue.giveBack(call.id, fence, 7)).resolves.toBe(true);
      await expect(queue.giveBack(call.id, fence, 7)).resolves.toBe(false);
      const [ready] = await queue.findReady(1);
      expect(ready?.queue).toEqual({ turn: 7, why: 'slot', fence });
      expect(ids(await queue.findDue(at(90), 10))).toEqual([]);
    });

    it('lets only the newest claim dial', async () => {
      const { calls, queue, call, fence, dial, postpone, end } = await claimed();
      await queue.giveTurns([{ id: call.id, dueAt: at(30), turn: 8 }]);
      const [again] = await queue.findReady(1);
      const newer = await queue.claim(again!, at(60));
      expect(newer).toBe(fence + 1);
      const attempt = newAttempt(1, at(2));
      await expect(dial(call.id, fence, attempt, at(90))).resolves.toBe('refused');
      await expect(postpone(call.id, fence, { dueAt: at(3), why: 'window' })).resolves.toBe('refused');
      await expect(end(call.id, fence, over)).resolves.toBe('refused');
      await expect(dial(call.id, newer!, attempt, at(90))).resolves.toBe('applied');
      await expect(dial(call.id, newer!, attempt, at(90))).resolves.toBe('refused');
      const found = await calls.findById(call.id);
      expect(found).toMatchObject({ attempts: [{ n: 1, submission: 'unknown' }], check: check(90) });
      expect(found?.queue).toBeUndefined();
      await expect(queue.countLive()).resolves.toBe(1);
    });

    it('gives a claimed call back', async () => {
      const { queue, call, fence, postpone } = await claimed();
      await expect(postpone(call.id, fence, { dueAt: at(99), why: 'window' })).resolves.toBe('applied');
      const [found] = await queue.findDue(at(99), 10);
      expect(found?.queue).toMatchObject({ dueAt: at(99), why: 'window' });
    });

    it('queues a call again after an attempt, once, and follows the next one too', async () => {
      const { calls, changes, queue, call, tell, requeue, dial } = await started();
      const first = { callId: call.id, n: 1, sid: someSid() };
      await tell(first, someEvent({ status: 'busy' }), at(99));
      await expect(queue.countLive()).resolves.toBe(0);
      const wait = { dueAt: at(40), why: 'retry' as const };
      const tries = await Promise.all([1, 2].map(() => requeue(call.id, 1, wait)));
      expect(tries.filter((outcome) => outcome === 'applied')).toHaveLength(1);
      expect(callStatus((await calls.findById(call.id))!)).toBe('queued');
      await queue.giveTurns([{ id: call.id, dueAt: at(40), turn: 9 }]);
      const [ready] = await queue.findReady(1);
      const fence = await queue.claim(ready!, at(70));
      await dial(call.id, fence!, newAttempt(2, at(41)), at(99));
      const second = { callId: call.id, n: 2, sid: someSid() };
      await tell(second, someEvent({ status: 'ringing' }), at(99));
      await tell(first, someEvent({ status: 'completed' }), at(99));
      const found = await calls.findById(call.id);
      expect(found && callStatus(found)).toBe('ringing');
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
      await expect(requeue(call.id, 1, { dueAt: at(1), why: 'retry' })).resolves.toBe('refused');
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
      await expect(end(call.id, 0, over)).resolves.toBe('applied');
      const found = await calls.findById(call.id);
      expect(found && callStatus(found)).toBe('canceled');
      expect(found).toMatchObject({ over });
      await expect(queue.countWaiting()).resolves.toBe(0);
    });
  });
}
