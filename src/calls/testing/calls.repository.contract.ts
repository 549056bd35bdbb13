import { randomInt, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { callStatus, lastAttempt } from '../model/call.js';
import { foldEvents } from '../model/call-event.js';
import type { CallsRepository } from '../model/calls.repository.js';
import { anyEvent, someCall, someEvent, someSid } from './call.factory.js';

const later = new Date('2026-05-06T07:08:09.000Z');

type Open = () => Promise<CallsRepository>;

/** What every CallsRepository keeps to; `open` answers one that may hold other calls. */
export function describeCallsRepository(name: string, open: Open): void {
  describe(`${name} keeps calls`, () => {
    describeReading(open);
    describeEvents(open);
    describeRivals(open);
    describeUndialled(open);
    describeHistories(open);
    describeChecks(open);
  });
}

function describeReading(open: Open): void {
  it('answers a call as it was given, by its id', async () => {
    const calls = await open();
    const call = someCall({ text: 'Hello.' });
    await calls.insert(call);
    await expect(calls.findById(call.id)).resolves.toStrictEqual(call);
    await expect(calls.findWithEvents(call.id)).resolves.toStrictEqual({
      ...call,
      attempts: [{ ...call.attempts[0]!, events: [] }],
    });
  });

  it('refuses a second call with the same id, and keeps the first', async () => {
    const calls = await open();
    const call = someCall({ text: 'Hello.' });
    await calls.insert(call);
    await expect(calls.insert({ ...call, to: '+14155550124' })).rejects.toThrow(/already|duplicate/);
    await expect(calls.findById(call.id)).resolves.toStrictEqual(call);
  });

  it('answers null for an unknown id or SID', async () => {
    const calls = await open();
    await expect(calls.findById(randomUUID())).resolves.toBeNull();
    await expect(calls.findWithEvents(someSid())).resolves.toBeNull();
    await expect(calls.existsBySid(someSid())).resolves.toBe(false);
  });
}

function describeEvents(open: Open): void {
  it('gives the SID of the first event to its attempt, and finds the call by it', async () => {
    const calls = await open();
    const call = someCall();
    const sid = someSid();
    await calls.insert(call);
    const ref = { callId: call.id, n: 1, sid };
    await expect(calls.applyEvent(ref, someEvent({ status: 'ringing' }), later)).resolves.toBe('adopted');
    await expect(calls.applyEvent(ref, someEvent({ status: 'in-progress' }), later)).resolves.toBe('applied');
    await expect(calls.applyEvent({ sid }, someEvent({ status: 'completed' }), later)).resolves.toBe(
      'applied',
    );
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
    const calls = await open();
    const call = someCall();
    const ref = { callId: call.id, n: 1, sid: someSid() };
    await calls.insert(call);
    const event = someEvent({ status: 'ringing' });
    await expect(calls.applyEvent(ref, event, later)).resolves.toBe('adopted');
    await expect(calls.applyEvent(ref, event, later)).resolves.toBe('duplicate');
    await expect(calls.applyEvent({ sid: ref.sid }, event, later)).resolves.toBe('duplicate');
    expect((await calls.findWithEvents(call.id))?.attempts[0]?.events).toHaveLength(1);
  });

  it('finds the call by SID where the call_id is unknown', async () => {
    const calls = await open();
    const call = someCall();
    const sid = someSid();
    await calls.insert(call);
    await calls.applyEvent({ callId: call.id, n: 1, sid }, someEvent(), later);
    const stray = { callId: randomUUID(), n: 1, sid };
    const event = someEvent({ status: 'busy' });
    await expect(calls.applyEvent(stray, event, later)).resolves.toBe('applied');
    await expect(calls.applyEvent(stray, event, later)).resolves.toBe('duplicate');
    await expect(calls.findAttempt(stray)).resolves.toEqual({ callId: call.id, n: 1, sid });
  });

  it('changes nothing where the attempt has another SID, the SID another call, or neither is known', async () => {
    const calls = await open();
    const [call, other] = [someCall(), someCall()];
    const sid = someSid();
    for (const each of [call, other]) await calls.insert(each);
    await calls.applyEvent({ callId: call.id, n: 1, sid }, someEvent(), later);
    const before = await calls.findWithEvents(call.id);
    const completed = someEvent({ status: 'completed' });
    await expect(calls.applyEvent({ callId: call.id, n: 1, sid: someSid() }, completed, later)).resolves.toBe(
      'mismatched',
    );
    await expect(calls.applyEvent({ callId: other.id, n: 1, sid }, completed, later)).resolves.toBe(
      'mismatched',
    );
    await expect(
      calls.applyEvent({ callId: randomUUID(), n: 1, sid: someSid() }, completed, later),
    ).resolves.toBe('unknown');
    await expect(
      calls.applyEvent({ callId: other.id, n: 2, sid: someSid() }, completed, later),
    ).resolves.toBe('unknown');
    await expect(calls.findWithEvents(call.id)).resolves.toStrictEqual(before);
    await expect(calls.findById(other.id)).resolves.toStrictEqual(other);
  });
}

function describeRivals(open: Open): void {
  it('gives one SID to one of many calls, and one call one of many SIDs, however many ask at once', async () => {
    const calls = await open();
    const rivals = Array.from({ length: 8 }, () => someCall());
    for (const call of rivals) await calls.insert(call);
    const [first] = rivals;
    const sid = someSid();
    const claims = rivals.slice(1).map(({ id }) => ({ callId: id, n: 1, sid }));
    const sids = Array.from({ length: 8 }, () => ({ callId: first!.id, n: 1, sid: someSid() }));
    for (const refs of [claims, sids]) {
      const outcomes = await Promise.all(refs.map((ref) => calls.applyEvent(ref, someEvent(), later)));
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
    const calls = await open();
    const call = someCall();
    await calls.insert(call);
    await calls.markUndialled({ callId: call.id, n: 1 }, 'refused', reason, failed);
    const found = await calls.findById(call.id);
    expect(found && callStatus(found)).toBe('failed');
    expect(found?.attempts[0]).toMatchObject({ submission: 'refused', reason });
  });

  it('believes Twilio where it has heard of the call after all, before or after', async () => {
    const calls = await open();
    for (const failsFirst of [true, false]) {
      const call = someCall();
      await calls.insert(call);
      const heard = () =>
        calls.applyEvent({ callId: call.id, n: 1, sid: someSid() }, someEvent({ status: 'ringing' }), later);
      const undialled = () => calls.markUndialled({ callId: call.id, n: 1 }, 'unsent', reason, failed);
      for (const step of failsFirst ? [undialled, heard] : [heard, undialled]) await step();
      const found = await calls.findById(call.id);
      expect(found && [callStatus(found), found.attempts[0]!.submission]).toEqual(['ringing', 'accepted']);
    }
  });

  it('takes the SID from an event whose key it knows from before the SID', async () => {
    const calls = await open();
    const call = someCall();
    await calls.insert(call);
    await calls.markUndialled({ callId: call.id, n: 1 }, 'unsent', reason, failed);
    const ref = { callId: call.id, n: 1, sid: someSid() };
    const heard = someEvent({ key: failed.key, status: 'ringing' });
    await expect(calls.applyEvent(ref, heard, later)).resolves.toBe('adopted');
    await expect(calls.applyEvent(ref, heard, later)).resolves.toBe('duplicate');
  });
}

function describeHistories(open: Open): void {
  it('amounts to the fold of the events, whatever their order, repetition and writers', async () => {
    const calls = await open();
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEvent, { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        async (events, atOnce) => {
          const call = someCall();
          await calls.insert(call);
          const ref = { callId: call.id, n: 1, sid: someSid() };
          const deliver = (event: (typeof events)[number]) => calls.applyEvent(ref, event, later);
          if (atOnce) await Promise.all(events.map(deliver));
          else for (const event of events) await deliver(event);
          const attempt = (await calls.findWithEvents(call.id))!.attempts[0]!;
          const {
            n: _n,
            sid: _sid,
            submission: _submission,
            createdAt: _createdAt,
            events: kept,
            ...state
          } = attempt;
          expect(state).toEqual(foldEvents(kept ?? []));
          expect(new Set(kept?.map(({ key }) => key))).toEqual(new Set(events.map(({ key }) => key)));
          expect(kept).toHaveLength(new Set(kept?.map(({ key }) => key)).size);
        },
      ),
      { numRuns: 25 },
    );
  }, 30_000);
}

function describeChecks(open: Open): void {
  const at = (minute: number) => new Date(Date.UTC(2001, 0, 1, 0, minute));
  const due = async (calls: CallsRepository, now: Date, leaseUntil: Date) =>
    (await calls.claimDue(now, leaseUntil, 10)).map(({ id }) => id);

  it('hands each due call to one caller, and again only when the lease is over', async () => {
    const calls = await open();
    const [early, late] = [0, 5].map((minute) => ({ ...someCall(), checkAt: at(minute) }));
    for (const call of [late!, early!]) await calls.insert(call);
    const claims = await Promise.all([due(calls, at(1), at(3)), due(calls, at(1), at(3))]);
    expect(claims.flat()).toEqual([early!.id]);
    await expect(due(calls, at(2), at(4))).resolves.toEqual([]);
    await expect(due(calls, at(9), at(20))).resolves.toEqual([early!.id, late!.id]);
    for (const { id } of [early!, late!]) await calls.endClaim(id, at(20), null);
    await expect(due(calls, at(59), at(60))).resolves.toEqual([]);
  });

  it('moves the check at each news', async () => {
    const calls = await open();
    const call = { ...someCall(), checkAt: at(1) };
    await calls.insert(call);
    await calls.claimDue(at(1), at(2), 10);
    await calls.applyEvent({ callId: call.id, n: 1, sid: someSid() }, someEvent(), at(7));
    await calls.endClaim(call.id, at(2), null);
    await expect(calls.findById(call.id)).resolves.toMatchObject({ checkAt: at(7) });
    await calls.endClaim(call.id, at(7), at(8));
    await expect(calls.findById(call.id)).resolves.toMatchObject({ checkAt: at(8) });
    await calls.endClaim(call.id, at(8), null);
  });

  it('counts the calls of which nobody knows whether they were dialled', async () => {
    const calls = await open();
    const to = `+1${randomInt(1e9, 9e9)}`;
    const made = [0, 1, 9].map((minute) => someCall({ to }, at(minute)));
    for (const call of made) await calls.insert(call);
    await expect(calls.countUnknown(to, at(0), at(5))).resolves.toBe(2);
    await calls.applyEvent({ callId: made[0]!.id, n: 1, sid: someSid() }, someEvent(), later);
    await expect(calls.countUnknown(to, at(0), at(5))).resolves.toBe(1);
  });
}
