import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { callStatus, lastAttempt } from '../call.js';
import { foldEvents } from '../call-event.js';
import type { CallsRepository } from '../calls.repository.js';
import { anyEvent, someCall, someEvent, someSid } from './call.factory.js';

type Open = () => Promise<CallsRepository>;

/** What every CallsRepository keeps to; `open` answers one that may hold other calls. */
export function describeCallsRepository(name: string, open: Open): void {
  describe(`${name} keeps calls`, () => {
    describeReading(open);
    describeEvents(open);
    describeUndialled(open);
    describeHistories(open);
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
      attempts: [{ ...call.attempts[0], events: [] }],
    });
  });

  it('answers null for an unknown id or SID', async () => {
    const calls = await open();
    await expect(calls.findById(randomUUID())).resolves.toBeNull();
    await expect(calls.findWithEvents(someSid())).resolves.toBeNull();
    await expect(calls.existsBySid(someSid())).resolves.toBe(false);
  });

  it("pages a user's calls, newest first, under each of its handles", async () => {
    const calls = await open();
    const handles = [randomUUID(), randomUUID()];
    const made = Array.from({ length: 5 }, (_, i) =>
      someCall({ userExternalId: handles[i % 2] ?? '' }, new Date(Date.UTC(2026, 0, 1, 0, 0, i))),
    );
    for (const call of [...made, someCall({ userExternalId: randomUUID() })]) await calls.insert(call);
    const newestFirst = made.map(({ id }) => id).toReversed();
    const first = await calls.findPageByUser(handles, { page: 1, pageSize: 3 });
    const second = await calls.findPageByUser(handles, { page: 2, pageSize: 3 });
    expect([first.total, second.total]).toEqual([5, 5]);
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(newestFirst);
    expect((await calls.findPageByUser(handles, { page: 3, pageSize: 3 })).data).toEqual([]);
  });
}

function describeEvents(open: Open): void {
  it('gives the SID of the first event to its attempt, and finds the call by it', async () => {
    const calls = await open();
    const call = someCall();
    const sid = someSid();
    await calls.insert(call);
    const ref = { callId: call.id, n: 1, sid };
    await expect(calls.applyEvent(ref, someEvent({ status: 'ringing' }))).resolves.toBe('adopted');
    await expect(calls.applyEvent(ref, someEvent({ status: 'in-progress' }))).resolves.toBe('applied');
    await expect(calls.applyEvent({ sid }, someEvent({ status: 'completed' }))).resolves.toBe('applied');
    await expect(calls.existsBySid(sid)).resolves.toBe(true);
    const found = await calls.findWithEvents(sid);
    expect(found && [callStatus(found), lastAttempt(found).submission]).toEqual(['completed', 'accepted']);
    expect(found?.attempts[0].events?.map(({ status }) => status)).toEqual([
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
    await expect(calls.applyEvent(ref, event)).resolves.toBe('adopted');
    await expect(calls.applyEvent(ref, event)).resolves.toBe('duplicate');
    await expect(calls.applyEvent({ sid: ref.sid }, event)).resolves.toBe('duplicate');
    expect((await calls.findWithEvents(call.id))?.attempts[0].events).toHaveLength(1);
  });

  it('finds the call by SID where the call_id is unknown', async () => {
    const calls = await open();
    const call = someCall();
    const sid = someSid();
    await calls.insert(call);
    await calls.applyEvent({ callId: call.id, n: 1, sid }, someEvent());
    const stray = { callId: randomUUID(), n: 1, sid };
    const event = someEvent({ status: 'busy' });
    await expect(calls.applyEvent(stray, event)).resolves.toBe('applied');
    await expect(calls.applyEvent(stray, event)).resolves.toBe('duplicate');
    await expect(calls.findAttempt(stray)).resolves.toEqual({ callId: call.id, n: 1, sid });
  });

  it('changes nothing where the attempt has another SID, the SID another call, or neither is known', async () => {
    const calls = await open();
    const [call, other] = [someCall(), someCall()];
    const sid = someSid();
    for (const each of [call, other]) await calls.insert(each);
    await calls.applyEvent({ callId: call.id, n: 1, sid }, someEvent());
    const before = await calls.findWithEvents(call.id);
    const completed = someEvent({ status: 'completed' });
    await expect(calls.applyEvent({ callId: call.id, n: 1, sid: someSid() }, completed)).resolves.toBe(
      'mismatched',
    );
    await expect(calls.applyEvent({ callId: other.id, n: 1, sid }, completed)).resolves.toBe('mismatched');
    await expect(calls.applyEvent({ callId: randomUUID(), n: 1, sid: someSid() }, completed)).resolves.toBe(
      'unknown',
    );
    await expect(calls.applyEvent({ callId: other.id, n: 2, sid: someSid() }, completed)).resolves.toBe(
      'unknown',
    );
    await expect(calls.findWithEvents(call.id)).resolves.toStrictEqual(before);
    await expect(calls.findById(other.id)).resolves.toStrictEqual(other);
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
        calls.applyEvent({ callId: call.id, n: 1, sid: someSid() }, someEvent({ status: 'ringing' }));
      const undialled = () => calls.markUndialled({ callId: call.id, n: 1 }, 'unsent', reason, failed);
      for (const step of failsFirst ? [undialled, heard] : [heard, undialled]) await step();
      const found = await calls.findById(call.id);
      expect(found && [callStatus(found), found.attempts[0].submission]).toEqual(['ringing', 'accepted']);
    }
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
          const deliver = (event: (typeof events)[number]) => calls.applyEvent(ref, event);
          if (atOnce) await Promise.all(events.map(deliver));
          else for (const event of events) await deliver(event);
          const [attempt] = (await calls.findWithEvents(call.id))!.attempts;
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
