import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CallChange } from '../events/call-change.js';
import { hasChanged } from '../events/change-outcome.js';
import type { CallChangesRepository } from '../events/call-changes.repository.js';
import { type Call, callStatus, newAttempt, newQueuedCall } from '../model/call.js';
import { isFinal, rankOf } from '../model/call-status.js';
import type { CallsRepository } from '../model/calls.repository.js';
import { someEvent, someSid } from './call.factory.js';
import { changing } from './changing.js';

type Open = () => Promise<{ calls: CallsRepository; changes: CallChangesRepository }>;

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const request = { to: '+14155550123', userExternalId: 'customer-1', recordingEnabled: true };
const plan = { machineDetection: 'none' as const, priority: 0 };
const reason = { code: '20003', message: 'Authenticate' };
const wait = { lane: '0:customer-1', dueAt: at(40), why: 'retry' as const };
const KEY = 'term:1';
const wish = { kind: 'hangup' as const, at: at(5) };

const queued = (): Call => newQueuedCall({ ...request, plan }, { dueAt: at(1), why: 'time' });

/** Every sort of change of a call that has this id and SID, possible at that moment or not. */
const anyChange = (callId: string, sid: string): fc.Arbitrary<CallChange> => {
  const n = fc.constantFrom(1, 2);
  const status = fc.constantFrom('ringing' as const, 'busy' as const, 'completed' as const);
  const event = fc.record({ status, key: fc.constantFrom('a', 'b', 'c') }).map((each) => someEvent(each));
  const over = fc.constant({ ...reason, at: at(6) });
  return fc.oneof(
    fc.record({
      kind: fc.constant('told' as const),
      ref: n.map((each) => ({ callId, n: each, sid: `${sid}${each}` })),
      event,
      check: fc.constant({ urgency: 0 as const, at: at(9) }),
    }),
    fc.record({
      kind: fc.constant('dialling' as const),
      callId: fc.constant(callId),
      version: fc.integer({ min: 1, max: 9 }),
      attempt: n.map((each) => newAttempt(each, at(2), KEY)),
      check: fc.constant({ urgency: 0 as const, at: at(60) }),
    }),
    fc.record({
      kind: fc.constant('undialled' as const),
      callId: fc.constant(callId),
      n,
      submission: fc.constant('unsent' as const),
      reason: fc.constant(reason),
      event: fc.constant(someEvent({ source: 'atlas', kind: 'submission', status: 'failed' })),
    }),
    fc.record({
      kind: fc.constant('undone' as const),
      callId: fc.constant(callId),
      n,
      key: fc.constantFrom(KEY, 'other'),
      hasPlan: fc.constant(true),
      reason: fc.constant(reason),
      wait: fc.constant(wait),
      at: fc.constant(at(3)),
    }),
    fc.record({
      kind: fc.constant('sealed' as const),
      callId: fc.constant(callId),
      version: fc.integer({ min: 1, max: 9 }),
    }),
    fc.record({
      kind: fc.constant('unclear' as const),
      callId: fc.constant(callId),
      key: fc.constant(KEY),
      checkAt: fc.constant(at(0)),
    }),
    fc.record({ kind: fc.constant('traceless' as const), callId: fc.constant(callId), n }),
    fc.record({
      kind: fc.constant('postponed' as const),
      callId: fc.constant(callId),
      version: fc.integer({ min: 1, max: 9 }),
      wait: fc.constant(wait),
      at: fc.constant(at(3)),
    }),
    fc.record({
      kind: fc.constant('requeued' as const),
      callId: fc.constant(callId),
      n,
      rank: status.map((each) => rankOf(each, 'callback')),
      wait: fc.constant(wait),
      at: fc.constant(at(4)),
    }),
    fc.record({
      kind: fc.constant('finished' as const),
      callId: fc.constant(callId),
      n,
      rank: status.map((each) => rankOf(each, 'callback')),
      over,
    }),
    fc.record({
      kind: fc.constant('ended' as const),
      callId: fc.constant(callId),
      attempts: fc.nat(1),
      status: fc.constant('canceled' as const),
      over,
      wish: fc.constant(wish),
    }),
    fc.record({
      kind: fc.constant('wished' as const),
      callId: fc.constant(callId),
      attempts: n,
      isLive: fc.boolean(),
      wish: fc.constant(wish),
    }),
    fc.record({
      kind: fc.constant('recorded' as const),
      callId: fc.constant(callId),
      isComplete: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('rated' as const), callId: fc.constant(callId), at: fc.constant(at(7)) }),
  );
};

/** What every CallChangesRepository keeps to in each sort of change. */
export function describeChangedCalls(name: string, open: Open): void {
  describe(`${name} changes calls`, () => {
    it('and raises the version by one with each change that is applied, by none with any other', async () => {
      const { calls, changes } = await open();
      await fc.assert(
        fc.asyncProperty(fc.gen(), fc.nat(14), async (g, count) => {
          const call = queued();
          const sid = someSid().slice(0, 33);
          await changes.store({ kind: 'requested', call });
          let before = (await calls.findWithEvents(call.id))!;
          expect(before.version).toBe(1);
          for (let i = 0; i < count; i += 1) {
            const { outcome } = await changes.store(g(anyChange, call.id, sid));
            const after = (await calls.findWithEvents(call.id))!;
            const expected = hasChanged(outcome) ? after : before;
            expect(after).toStrictEqual(expected);
            expect(after.version - before.version).toBe(hasChanged(outcome) ? 1 : 0);
            before = after;
          }
        }),
        { numRuns: 40 },
      );
    }, 60_000);

    it("so that no attempt begins after a wish and no end is the call's before it is over, whatever comes when", async () => {
      const { calls, changes } = await open();
      await fc.assert(
        fc.asyncProperty(fc.gen(), fc.integer({ min: 1, max: 14 }), async (g, count) => {
          const call = queued();
          const sid = someSid().slice(0, 33);
          await changes.store({ kind: 'requested', call });
          let most = Infinity;
          for (let i = 0; i < count; i += 1) {
            const change = g(anyChange, call.id, sid);
            await changes.store(change);
            const now = (await calls.findById(call.id))!;
            expect(now.attempts.length).toBeLessThanOrEqual(most);
            if (now.wish) most = Math.min(most, now.attempts.length);
            expect(!now.over && isFinal(callStatus(now))).toBe(false);
          }
        }),
        { numRuns: 60 },
      );
    }, 60_000);

    it('takes an attempt back that was surely not sent, and lets the call wait again', async () => {
      const { calls, changes } = await open();
      const { insert, dial, store } = changing(changes);
      const call = queued();
      await insert(call);
      await dial(call.id, 1, newAttempt(1, at(2), KEY));
      const undone = {
        kind: 'undone',
        callId: call.id,
        n: 1,
        key: KEY,
        hasPlan: true,
        reason,
        wait,
        at: at(3),
      } as const;
      await expect(store({ ...undone, key: 'other' })).resolves.toBe('refused');
      await expect(store(undone)).resolves.toBe('applied');
      await expect(store(undone)).resolves.toBe('refused');
      const found = (await calls.findWithEvents(call.id))!;
      expect(found).toMatchObject({ attempts: [], wait, version: 3 });
      expect(found).not.toHaveProperty('check');
      expect(found.steps?.map(({ kind }) => kind)).toEqual(['waiting', 'undone', 'waiting']);
      expect(callStatus(found)).toBe('queued');
      await expect(dial(call.id, 3, newAttempt(1, at(50), 'again'))).resolves.toBe('applied');
    });

    it('and has what is left to learn of an earlier attempt asked for, as soon as a later one is taken back', async () => {
      const { calls, changes } = await open();
      const { insert, dial, tell, requeue, store } = changing(changes);
      const call = queued();
      await insert(call);
      await dial(call.id, 1, newAttempt(1, at(2), 'first'));
      await tell({ callId: call.id, n: 1, sid: someSid() }, someEvent({ status: 'busy' }));
      await requeue(call.id, 1, wait);
      await dial(call.id, 4, newAttempt(2, at(50), KEY), at(200));
      const undone = {
        kind: 'undone',
        callId: call.id,
        n: 2,
        key: KEY,
        hasPlan: true,
        reason,
        wait,
      } as const;
      await expect(store({ ...undone, at: at(51) })).resolves.toBe('applied');
      await expect(calls.findById(call.id)).resolves.toMatchObject({
        attempts: [{ n: 1 }],
        check: { urgency: 1, at: at(51) },
      });
    });

    it.each(['heard of', 'refused'])('but not one that Twilio has %s', async (how) => {
      const { calls, changes } = await open();
      const { insert, dial, tell, undial, store } = changing(changes);
      const call = queued();
      await insert(call);
      await dial(call.id, 1, newAttempt(1, at(2), KEY));
      const failed = someEvent({ source: 'atlas', kind: 'submission', status: 'failed' });
      await (how === 'refused'
        ? undial(call.id, 'refused', reason, failed)
        : tell({ callId: call.id, n: 1, sid: someSid() }, someEvent({ status: 'ringing' })));
      await expect(
        store({ kind: 'undone', callId: call.id, n: 1, key: KEY, hasPlan: true, reason, wait, at: at(3) }),
      ).resolves.toBe('refused');
      expect((await calls.findById(call.id))?.attempts).toHaveLength(1);
    });

    it('begins the next attempt only: one that was counted before another began is none', async () => {
      const { changes } = await open();
      const { insert, dial, requeue, tell } = changing(changes);
      const call = queued();
      await insert(call);
      await dial(call.id, 1, newAttempt(1, at(2)));
      await tell({ callId: call.id, n: 1, sid: someSid() }, someEvent({ status: 'busy' }));
      await requeue(call.id, 1, wait);
      await expect(dial(call.id, 4, newAttempt(1, at(50)))).resolves.toBe('refused');
      await expect(dial(call.id, 4, newAttempt(2, at(50)))).resolves.toBe('applied');
    });

    it('and none at all that supposes an older version: one that was sealed cannot begin any more', async () => {
      const { calls, changes } = await open();
      const { insert, dial, store } = changing(changes);
      const call = queued();
      await insert(call);
      await expect(store({ kind: 'sealed', callId: call.id, version: 1 })).resolves.toBe('applied');
      await expect(store({ kind: 'sealed', callId: call.id, version: 1 })).resolves.toBe('refused');
      await expect(dial(call.id, 1, newAttempt(1, at(2)))).resolves.toBe('refused');
      await expect(calls.findById(call.id)).resolves.toMatchObject({
        wait: call.wait,
        attempts: [],
        version: 2,
      });
    });

    it('and tells which attempts got no clear answer', async () => {
      const { calls, changes } = await open();
      const { insert, dial, store } = changing(changes);
      const call = queued();
      await insert(call);
      await dial(call.id, 1, newAttempt(1, at(2), KEY));
      await expect(store({ kind: 'unclear', callId: call.id, key: 'other', checkAt: at(0) })).resolves.toBe(
        'refused',
      );
      await expect(store({ kind: 'unclear', callId: call.id, key: KEY, checkAt: at(0) })).resolves.toBe(
        'applied',
      );
      await expect(calls.findById(call.id)).resolves.toMatchObject({
        attempts: [{ isUnclear: true }],
        check: { at: at(0) },
      });
    });

    it('keeps what happened to the call itself, in order', async () => {
      const { calls, changes } = await open();
      const { insert, postpone, store } = changing(changes);
      const call = queued();
      await insert(call);
      await postpone(call.id, 1, { lane: '0:customer-1', dueAt: at(30), why: 'window' });
      const over = { code: 'canceled', message: 'No more', at: at(6) };
      const ended = { kind: 'ended', callId: call.id, attempts: 0, status: 'canceled' } as const;
      await store({ ...ended, over, wish });
      await store({ kind: 'rated', callId: call.id, at: at(8) });
      const found = (await calls.findWithEvents(call.id))!;
      expect(found).toMatchObject({ over, wish, version: 4 });
      expect(found.steps).toEqual([
        { kind: 'waiting', at: call.createdAt, why: 'time', until: at(1) },
        { kind: 'waiting', at: new Date('2026-01-01T00:00:00.000Z'), why: 'window', until: at(30) },
        { kind: 'hangup', at: at(5) },
        { kind: 'over', at: at(6), reason: { code: 'canceled', message: 'No more' } },
        { kind: 'feedback', at: at(8) },
      ]);
    });
  });
}
