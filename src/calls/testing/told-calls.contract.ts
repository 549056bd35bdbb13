import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CallChangesRepository } from '../events/call-changes.repository.js';
import { callStatus, lastAttempt } from '../model/call.js';
import { foldEvents } from '../model/call-event.js';
import { callRank, restingRank } from '../model/call-status.js';
import type { CallsRepository } from '../model/calls.repository.js';
import { anyEvent, someCall, someEvent, someSid } from './call.factory.js';
import { changing } from './changing.js';

const later = new Date('2026-05-06T07:08:09.000Z');

type Open = () => Promise<{ calls: CallsRepository; changes: CallChangesRepository }>;

/** What every CallChangesRepository keeps to in what is told of attempts; `open` answers one beside the port that reads. */
export function describeToldCalls(name: string, open: Open): void {
  describe(`${name} keeps what is told of calls`, () => {
    describeEvents(open);
    describeRivals(open);
    describeUndialled(open);
    describeHistories(open);
  });
}

function describeEvents(open: Open): void {
  it('gives the SID of the first event to its attempt, and finds the call by it', async () => {
    const { calls, changes } = await open();
    const { insert, tell } = changing(changes);
    const call = someCall();
    const sid = someSid();
    await insert(call);
    const ref = { callId: call.id, n: 1, sid };
    await expect(tell(ref, someEvent({ status: 'ringing' }), later)).resolves.toBe('adopted');
    await expect(tell(ref, someEvent({ status: 'in-progress' }), later)).resolves.toBe('applied');
    await expect(tell({ sid }, someEvent({ status: 'completed' }), later)).resolves.toBe('applied');
    await expect(calls.existsBySid(sid)).resolves.toBe(true);
    const found = await calls.findWithEvents(sid);
    expect(found && [callStatus(found), lastAttempt(found)?.submission]).toEqual(['completed', 'accepted']);
    expect(found?.attempts[0]?.events?.map(({ status }) => status)).toEqual([
      'ringing',
      'in-progress',
      'completed',
    ]);
  });

  it('takes an event once', async () => {
    const { calls, changes } = await open();
    const { insert, tell } = changing(changes);
    const call = someCall();
    const ref = { callId: call.id, n: 1, sid: someSid() };
    await insert(call);
    const event = someEvent({ status: 'ringing' });
    await expect(tell(ref, event, later)).resolves.toBe('adopted');
    await expect(tell(ref, event, later)).resolves.toBe('duplicate');
    await expect(tell({ sid: ref.sid }, event, later)).resolves.toBe('duplicate');
    expect((await calls.findWithEvents(call.id))?.attempts[0]?.events).toHaveLength(1);
  });

  it('finds the call by SID where the call_id is unknown', async () => {
    const { changes } = await open();
    const { insert, tell } = changing(changes);
    const call = someCall();
    const sid = someSid();
    await insert(call);
    await tell({ callId: call.id, n: 1, sid }, someEvent(), later);
    const stray = { callId: randomUUID(), n: 1, sid };
    const event = someEvent({ status: 'busy' });
    await expect(tell(stray, event, later)).resolves.toBe('applied');
    await expect(tell(stray, event, later)).resolves.toBe('duplicate');
    await expect(changes.findAttempt(stray)).resolves.toEqual({ callId: call.id, n: 1, sid });
  });

  it('changes nothing where the attempt has another SID, the SID another call, or neither is known', async () => {
    const { calls, changes } = await open();
    const { insert, tell } = changing(changes);
    const [call, other] = [someCall(), someCall()];
    const sid = someSid();
    for (const each of [call, other]) await insert(each);
    await tell({ callId: call.id, n: 1, sid }, someEvent(), later);
    const before = await calls.findWithEvents(call.id);
    const completed = someEvent({ status: 'completed' });
    await expect(tell({ callId: call.id, n: 1, sid: someSid() }, completed, later)).resolves.toBe(
      'mismatched',
    );
    await expect(tell({ callId: other.id, n: 1, sid }, completed, later)).resolves.toBe('mismatched');
    await expect(tell({ callId: randomUUID(), n: 1, sid: someSid() }, completed, later)).resolves.toBe(
      'unknown',
    );
    await expect(tell({ callId: other.id, n: 2, sid: someSid() }, completed, later)).resolves.toBe('unknown');
    await expect(calls.findWithEvents(call.id)).resolves.toStrictEqual(before);
    await expect(calls.findById(other.id)).resolves.toStrictEqual(other);
  });
}

function describeRivals(open: Open): void {
  it('gives one SID to one of many calls, and one call one of many SIDs, however many ask at once', async () => {
    const { calls, changes } = await open();
    const { insert, tell } = changing(changes);
    const rivals = Array.from({ length: 8 }, () => someCall());
    for (const call of rivals) await insert(call);
    const [first] = rivals;
    const sid = someSid();
    const claims = rivals.slice(1).map(({ id }) => ({ callId: id, n: 1, sid }));
    const sids = Array.from({ length: 8 }, () => ({ callId: first!.id, n: 1, sid: someSid() }));
    for (const refs of [claims, sids]) {
      const outcomes = await Promise.all(refs.map((ref) => tell(ref, someEvent(), later)));
      expect(outcomes.sort()).toEqual(['adopted', ...refs.slice(1).map(() => 'mismatched')]);
      const owned = refs.map(({ callId }) => calls.findById(callId));
      const found = new Set((await Promise.all(owned)).map((call) => call?.attempts[0]?.sid));
      expect([...found].filter(Boolean)).toHaveLength(1);
    }
  });
}

function describeUndialled(open: Open): void {
  const reason = { code: '21217', message: 'Phone number does not appear to be valid' };
  const failed = someEvent({ source: 'atlas', kind: 'submission', status: 'failed' });

  it('keeps why a call was not dialled', async () => {
    const { calls, changes } = await open();
    const { insert, undial } = changing(changes);
    const call = someCall();
    await insert(call);
    await undial(call.id, 'refused', reason, failed);
    await expect(undial(call.id, 'unsent', { code: 'other', message: '' }, failed)).resolves.toBe('refused');
    const found = await calls.findById(call.id);
    expect(found && callStatus(found)).toBe('failed');
    expect(found?.attempts[0]).toMatchObject({ submission: 'refused', reason });
  });

  it('believes Twilio where it has heard of the call after all, before or after', async () => {
    const { calls, changes } = await open();
    const { insert, tell, undial } = changing(changes);
    for (const failsFirst of [true, false]) {
      const call = someCall();
      await insert(call);
      const heard = () =>
        tell({ callId: call.id, n: 1, sid: someSid() }, someEvent({ status: 'ringing' }), later);
      const undialled = () => undial(call.id, 'unsent', reason, failed);
      for (const step of failsFirst ? [undialled, heard] : [heard, undialled]) await step();
      const found = await calls.findById(call.id);
      expect(found && [callStatus(found), found.attempts[0]!.submission]).toEqual(['ringing', 'accepted']);
    }
  });

  it('takes the SID from an event whose key it knows from before the SID', async () => {
    const { changes } = await open();
    const { insert, tell, undial } = changing(changes);
    const call = someCall();
    await insert(call);
    await undial(call.id, 'unsent', reason, failed);
    const ref = { callId: call.id, n: 1, sid: someSid() };
    const heard = someEvent({ key: failed.key, status: 'ringing' });
    await expect(tell(ref, heard, later)).resolves.toBe('adopted');
    await expect(tell(ref, heard, later)).resolves.toBe('duplicate');
  });
}

function describeHistories(open: Open): void {
  it('amounts to the fold of the events, whatever their order, repetition and writers', async () => {
    const { calls, changes } = await open();
    const { insert, tell } = changing(changes);
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEvent, { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        fc.boolean(),
        async (events, atOnce, planned) => {
          const call = someCall(planned ? { plan: { machineDetection: 'none', priority: 0 } } : {});
          await insert(call);
          const ref = { callId: call.id, n: 1, sid: someSid() };
          const deliver = (event: (typeof events)[number]) => tell(ref, event, later);
          if (atOnce) await Promise.all(events.map(deliver));
          else for (const event of events) await deliver(event);
          const found = (await calls.findWithEvents(call.id))!;
          const attempt = found.attempts[0]!;
          const {
            n: _n,
            sid: _sid,
            submission: _submission,
            createdAt: _createdAt,
            events: kept,
            ...state
          } = attempt;
          expect(state).toEqual(foldEvents(kept ?? []));
          const rank = attempt.rank ?? 0;
          expect(found.rank).toBe(callRank(1, planned ? restingRank(rank) : rank));
          expect(new Set(kept?.map(({ key }) => key))).toEqual(new Set(events.map(({ key }) => key)));
          expect(kept).toHaveLength(new Set(kept?.map(({ key }) => key)).size);
        },
      ),
      { numRuns: 25 },
    );
  }, 30_000);
}
