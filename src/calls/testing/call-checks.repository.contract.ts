import { randomInt } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { changing } from './changing.js';
import type { CallChangesRepository } from '../events/call-changes.repository.js';
import type { CallChecksRepository } from '../checks/call-checks.repository.js';
import type { Check, Urgency } from '../model/call-check.js';
import type { CallsRepository } from '../model/calls.repository.js';
import { newAttempt, newQueuedCall } from '../model/call.js';
import { someCall, someEvent, someSid } from './call.factory.js';

/** Both ports over the same store. */
export type OpenChecks = () => Promise<{
  calls: CallsRepository;
  changes: CallChangesRepository;
  checks: CallChecksRepository;
}>;

const REASON = { code: '20003', message: 'Authenticate' };
const at = (minute: number) => new Date(Date.UTC(2001, 0, 1, 0, minute));
const check = (minute: number, urgency: Urgency = 0): Check => ({ urgency, at: at(minute) });

/** What every CallChecksRepository keeps to. */
export function describeCallChecksRepository(name: string, open: OpenChecks): void {
  const claimed = async (checks: CallChecksRepository, now: Date, leaseUntil: Date, urgency: Urgency = 0) => {
    const found = await checks.findDue(urgency, now, 10);
    const claims = await Promise.all(found.map((each) => checks.claim(each, leaseUntil)));
    return claims.filter((call) => call !== null);
  };
  const due = async (...asked: Parameters<typeof claimed>) => (await claimed(...asked)).map(({ id }) => id);

  describe(`${name} keeps what Twilio is to be asked`, () => {
    it('and hands each due call to one caller, and again only when the lease is over', async () => {
      const { changes, checks } = await open();
      const { insert } = changing(changes);
      const [early, late] = [0, 5].map((minute) => ({ ...someCall(), check: check(minute) }));
      for (const call of [late!, early!]) await insert(call);
      const claims = await Promise.all([due(checks, at(1), at(3)), due(checks, at(1), at(3))]);
      expect(claims.flat()).toEqual([early!.id]);
      await expect(due(checks, at(2), at(4))).resolves.toEqual([]);
      await expect(Promise.all([checks.hasDue(at(2)), checks.hasDue(at(5))])).resolves.toEqual([false, true]);
      await expect(due(checks, at(9), at(20))).resolves.toEqual([early!.id, late!.id]);
      for (const { id } of [early!, late!]) await checks.endClaim(id, at(20), null, []);
      await expect(due(checks, at(59), at(60))).resolves.toEqual([]);
    });

    it('to one caller, however many ask at once', async () => {
      const { changes, checks } = await open();
      const { insert } = changing(changes);
      const made = [1, 2, 3].map((minute) => ({ ...someCall(), check: check(minute) }));
      for (const call of made) await insert(call);
      for (let round = 10; round < 15; round += 1) {
        const rivals = Array.from({ length: 8 }, () => due(checks, at(round), at(round + 1)));
        const all = (await Promise.all(rivals)).flat();
        expect(all.sort()).toEqual(made.map(({ id }) => id).sort());
      }
      for (const { id } of made) await checks.endClaim(id, at(15), null, []);
    });

    it('finding those that are longest due first, and no more than asked for', async () => {
      const { changes, checks } = await open();
      const { insert } = changing(changes);
      const made = [4, 2, 3].map((minute) => ({ ...someCall(), check: check(minute, 1) }));
      for (const call of made) await insert(call);
      const found = await checks.findDue(1, at(5), 2);
      expect(found).toEqual([1, 2].map((i) => ({ id: made[i]!.id, check: made[i]!.check })));
      for (const each of made) {
        await checks.claim(each, at(9));
        await checks.endClaim(each.id, at(9), null, []);
      }
    });

    it('of each urgency apart', async () => {
      const { changes, checks } = await open();
      const { insert } = changing(changes);
      const made = ([0, 1, 2] as const).map((urgency) => ({ ...someCall(), check: check(1, urgency) }));
      for (const call of made) await insert(call);
      for (const urgency of [2, 0, 1] as const) {
        await expect(due(checks, at(1), at(9), urgency)).resolves.toEqual([made[urgency]!.id]);
        await expect(checks.find(made[urgency]!.id)).resolves.toMatchObject({ check: check(9, urgency) });
        await checks.endClaim(made[urgency]!.id, at(9), null, []);
      }
    });

    it('moves the check at each news, with their urgency', async () => {
      const { calls, changes, checks } = await open();
      const { insert, store } = changing(changes);
      const call = { ...someCall(), check: check(1) };
      await insert(call);
      await due(checks, at(1), at(2));
      await store({
        kind: 'told',
        ref: { callId: call.id, n: 1, sid: someSid() },
        event: someEvent(),
        check: check(7, 1),
      });
      await checks.endClaim(call.id, at(2), null, []);
      await expect(calls.findById(call.id)).resolves.toMatchObject({ check: check(7, 1) });
      await checks.endClaim(call.id, at(7), check(8, 2), []);
      await expect(calls.findById(call.id)).resolves.toMatchObject({ check: check(8, 2) });
      await checks.endClaim(call.id, at(8), null, []);
      expect((await calls.findById(call.id))?.check).toBeUndefined();
    });

    it('and how each part of each attempt was asked for, also where news came meanwhile', async () => {
      const { changes, checks } = await open();
      const { insert } = changing(changes);
      const call = someCall();
      const { createdAt } = call;
      const [first, second] = [1, 2].map((n) => ({ ...call.attempts[0]!, n }));
      await insert({ ...call, attempts: [first!, second!], check: check(3) });
      const price = { tries: 2, at: at(1) };
      const status = { tries: 1, at: at(2), absentSince: at(1) };
      const recordings = { tries: 0, at: at(2), done: true as const };
      await checks.note(call.id, [{ n: 2, createdAt, part: 'price', asked: price }]);
      await checks.note(call.id, []);
      await checks.endClaim(call.id, at(3), check(4), [
        { n: 1, createdAt, part: 'status', asked: status },
        // Of one that was undone meanwhile.
        { n: 2, createdAt: at(9), part: 'status', asked: status },
      ]);
      await checks.endClaim(call.id, at(3), null, [
        { n: 1, createdAt, part: 'recordings', asked: recordings },
      ]);
      const found = await checks.find(call.id);
      expect(found?.check).toEqual(check(4));
      expect(found?.attempts.map(({ asked }) => asked)).toEqual([{ status, recordings }, { price }]);
      await checks.endClaim(call.id, at(4), null, []);
    });

    it('and nothing of an attempt that was undone meanwhile, also where another has its number now', async () => {
      const { calls, changes, checks } = await open();
      const { insert, dial, store } = changing(changes);
      const wait = { lane: '5:u', dueAt: at(0), why: 'time' as const };
      const call = newQueuedCall({ to: '+14155550123', userExternalId: 'u', recordingEnabled: false }, wait);
      await insert(call);
      const [undone, next] = [newAttempt(1, at(1), 'a'), newAttempt(1, at(2), 'b')];
      const notes = [
        { n: 1, createdAt: undone.createdAt, part: 'submission', asked: { tries: 0, at: at(1) } },
      ] as const;
      const noteAll = async () => {
        await checks.note(call.id, [...notes]);
        // The claim, and one that was lost to news.
        for (const lease of [3, 59]) await checks.endClaim(call.id, at(lease), check(3), [...notes]);
      };
      const attemptsNow = async () => (await calls.findById(call.id))?.attempts;
      await dial(call.id, 1, undone, at(3));
      await store({
        kind: 'undone',
        callId: call.id,
        n: 1,
        key: 'a',
        hasPlan: false,
        reason: REASON,
        wait,
        at: at(1),
      });
      await noteAll();
      await expect(attemptsNow()).resolves.toEqual([]);
      await dial(call.id, 3, next, at(3));
      await noteAll();
      await expect(attemptsNow()).resolves.toEqual([next]);
      await checks.endClaim(call.id, at(3), null, []);
    });

    it('with what was heard of them, and without all that came', async () => {
      const { changes, checks } = await open();
      const { insert } = changing(changes);
      const call = { ...someCall(), check: check(1) };
      await insert(call);
      const event = someEvent({ status: 'ringing', params: { CallSid: 'CA1' } });
      const ref = { callId: call.id, n: 1, sid: someSid() };
      await changes.store({ kind: 'told', ref, event, check: check(1) });
      const [own] = await claimed(checks, at(1), at(2));
      expect(own?.check).toEqual(check(2));
      for (const found of [own, await checks.find(call.id)])
        expect(found?.attempts[0]?.events).toEqual([{ ...event, params: {} }]);
      await checks.endClaim(call.id, at(2), null, []);
      await expect(checks.find('nothing')).resolves.toBeNull();
    });

    it('counts the calls of which nobody knows whether they were dialled', async () => {
      const { changes, checks } = await open();
      const { insert, store } = changing(changes);
      const to = `+1${randomInt(1e9, 9e9)}`;
      const made = [0, 1, 9].map((minute) => someCall({ to }, at(minute)));
      for (const call of made) await insert(call);
      await expect(checks.countUnknown(to, at(0), at(5))).resolves.toBe(2);
      await store({
        kind: 'told',
        ref: { callId: made[0]!.id, n: 1, sid: someSid() },
        event: someEvent(),
        check: check(99),
      });
      await expect(checks.countUnknown(to, at(0), at(5))).resolves.toBe(1);
    });
  });
}
