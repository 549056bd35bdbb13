import { randomInt, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { CallsRepository } from '../model/calls.repository.js';
import type { CallChangesRepository } from '../events/call-changes.repository.js';
import { someCall, someEvent, someSid } from './call.factory.js';
import { changing } from './changing.js';

const later = new Date('2026-05-06T07:08:09.000Z');

type Open = () => Promise<{ calls: CallsRepository; changes: CallChangesRepository }>;

/** What every CallsRepository keeps to; `open` answers one that may hold other calls. */
export function describeCallsRepository(name: string, open: Open): void {
  describe(`${name} keeps calls`, () => {
    describeReading(open);
    describeChecks(open);
  });
}

function describeReading(open: Open): void {
  it('answers a call as it was given, by its id', async () => {
    const { calls, changes } = await open();
    const { insert } = changing(changes);
    const call = someCall({ text: 'Hello.' });
    await insert(call);
    await expect(calls.findById(call.id)).resolves.toStrictEqual(call);
    await expect(calls.findWithEvents(call.id)).resolves.toStrictEqual({
      ...call,
      attempts: [{ ...call.attempts[0]!, events: [] }],
      steps: [],
    });
  });

  it('refuses a second call with the same id, and keeps the first', async () => {
    const { calls, changes } = await open();
    const { insert } = changing(changes);
    const call = someCall({ text: 'Hello.' });
    await insert(call);
    await expect(insert({ ...call, to: '+14155550124' })).rejects.toThrow(/already|duplicate/);
    await expect(calls.findById(call.id)).resolves.toStrictEqual(call);
  });

  it('answers null for an unknown id or SID', async () => {
    const { calls } = await open();
    await expect(calls.findById(randomUUID())).resolves.toBeNull();
    await expect(calls.findWithEvents(someSid())).resolves.toBeNull();
    await expect(calls.existsBySid(someSid())).resolves.toBe(false);
  });
}

function describeChecks(open: Open): void {
  const at = (minute: number) => new Date(Date.UTC(2001, 0, 1, 0, minute));
  const due = async (calls: CallsRepository, now: Date, leaseUntil: Date) =>
    (await calls.claimDue(now, leaseUntil, 10)).map(({ id }) => id);

  it('hands each due call to one caller, and again only when the lease is over', async () => {
    const { calls, changes } = await open();
    const { insert } = changing(changes);
    const [early, late] = [0, 5].map((minute) => ({ ...someCall(), checkAt: at(minute) }));
    for (const call of [late!, early!]) await insert(call);
    const claims = await Promise.all([due(calls, at(1), at(3)), due(calls, at(1), at(3))]);
    expect(claims.flat()).toEqual([early!.id]);
    await expect(due(calls, at(2), at(4))).resolves.toEqual([]);
    await expect(due(calls, at(9), at(20))).resolves.toEqual([early!.id, late!.id]);
    for (const { id } of [early!, late!]) await calls.endClaim(id, at(20), null);
    await expect(due(calls, at(59), at(60))).resolves.toEqual([]);
  });

  it('moves the check at each news', async () => {
    const { calls, changes } = await open();
    const { insert, tell } = changing(changes);
    const call = { ...someCall(), checkAt: at(1) };
    await insert(call);
    await calls.claimDue(at(1), at(2), 10);
    await tell({ callId: call.id, n: 1, sid: someSid() }, someEvent(), at(7));
    await calls.endClaim(call.id, at(2), null);
    await expect(calls.findById(call.id)).resolves.toMatchObject({ checkAt: at(7) });
    await calls.endClaim(call.id, at(7), at(8));
    await expect(calls.findById(call.id)).resolves.toMatchObject({ checkAt: at(8) });
    await calls.endClaim(call.id, at(8), null);
  });

  it('counts the calls of which nobody knows whether they were dialled', async () => {
    const { calls, changes } = await open();
    const { insert, tell } = changing(changes);
    const to = `+1${randomInt(1e9, 9e9)}`;
    const made = [0, 1, 9].map((minute) => someCall({ to }, at(minute)));
    for (const call of made) await insert(call);
    await expect(calls.countUnknown(to, at(0), at(5))).resolves.toBe(2);
    await tell({ callId: made[0]!.id, n: 1, sid: someSid() }, someEvent(), later);
    await expect(calls.countUnknown(to, at(0), at(5))).resolves.toBe(1);
  });
}
