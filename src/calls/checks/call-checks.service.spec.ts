import { beforeEach, describe, expect, it } from '@jest/globals';
import { type Call, callStatus, newAttempt, newQueuedCall } from '../model/call.js';
import type { Check } from '../model/call-check.js';
import { someCall, someEvent, someSid } from '../testing/call.factory.js';
import { changing } from '../testing/changing.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';

const LONG_AGO = new Date('2001-01-01T00:00:00.000Z');
const IN_AN_HOUR = new Date(Date.now() + 3_600_000);
const reason = { code: 'not-dialled', message: 'It left no trace at Twilio' };

let room: CallsRoom;
beforeEach(() => {
  room = openCallsRoom();
});

const stored = async (check?: Check, changes: Partial<Call> = {}): Promise<Call> => {
  const call = { ...someCall(), ...changes, check };
  await room.calls.insert(call);
  return call;
};
const found = async ({ id }: Call): Promise<Call> => (await room.calls.findById(id))!;

describe('a call is to be looked into', () => {
  it('once its check is due, among those of its urgency', async () => {
    await stored({ urgency: 0, at: IN_AN_HOUR });
    await expect(room.checks.hasDue()).resolves.toBe(false);
    const check = { urgency: 1 as const, at: LONG_AGO };
    const { id } = await stored(check);
    await expect(room.checks.hasDue()).resolves.toBe(true);
    await expect(room.checks.findDue(1, 10)).resolves.toEqual([{ id, check }]);
    await expect(room.checks.findDue(0, 10)).resolves.toEqual([]);
  });

  it('by the one that has claimed it, until the lease ends', async () => {
    const check = { urgency: 0 as const, at: LONG_AGO };
    const { id } = await stored(check);
    const before = Date.now();
    const claimed = (await room.checks.claim({ id, check }, 30))!;
    expect(claimed.call).toMatchObject({ id, check: { urgency: 0, at: claimed.leaseUntil } });
    expect(claimed.leaseUntil.getTime() - before).toBeGreaterThanOrEqual(30_000);
    expect(claimed.leaseUntil.getTime() - Date.now()).toBeLessThanOrEqual(30_000);
    await expect(room.checks.claim({ id, check }, 30)).resolves.toBeNull();
  });

  it('again when its claim is ended so, and no more where nothing is left to learn', async () => {
    const check = { urgency: 0 as const, at: LONG_AGO };
    const { id, createdAt } = await stored(check);
    const asked = { n: 1, createdAt, part: 'status' as const, asked: { tries: 1, at: LONG_AGO } };
    const first = (await room.checks.claim({ id, check }, 30))!;
    await room.checks.endClaim(first, check, [asked]);
    await expect(room.checks.get(id)).resolves.toMatchObject({
      check,
      attempts: [{ asked: { status: asked.asked } }],
    });
    const second = (await room.checks.claim({ id, check }, 30))!;
    await room.checks.note(second.call, [{ ...asked, part: 'price' }]);
    await room.checks.endClaim(second, null, []);
    const ended = await room.checks.get(id);
    expect(ended).not.toHaveProperty('check');
    expect(ended.attempts[0]?.asked).toEqual({ status: asked.asked, price: asked.asked });
  });

  it('unless there is none of that name', async () => {
    await expect(room.checks.get('nothing')).rejects.toThrow('Call not found: nothing');
  });
});

it('calls of which nobody knows whether they were dialled are counted by number and time', async () => {
  const { to, createdAt } = await stored();
  await expect(room.checks.countUnknown(to, createdAt, createdAt)).resolves.toBe(1);
  await expect(room.checks.countUnknown(to, IN_AN_HOUR, IN_AN_HOUR)).resolves.toBe(0);
});

it('what left no trace holds no other call’s place, until it is heard of', async () => {
  const call = await stored();
  await expect(room.waiting.countLive()).resolves.toBe(1);
  await room.checks.countOut(call, 1);
  await expect(room.waiting.countLive()).resolves.toBe(0);
});

describe('a call that is given up', () => {
  it('has failed for that reason, until there is a sign of it', async () => {
    const call = await stored();
    await room.checks.giveUp(call, reason);
    const failed = await found(call);
    expect(callStatus(failed)).toBe('failed');
    expect(failed.attempts).toMatchObject([{ submission: 'unsent', reason }]);
    const told = (await room.calls.findWithEvents(call.id))?.attempts[0]?.events;
    expect(told).toMatchObject([
      { key: `${call.id}:1:given-up`, source: 'atlas', kind: 'submission', params: reason },
    ]);
    const sign = someEvent({ status: 'ringing' });
    await changing(room.changes).tell({ callId: call.id, n: 1, sid: someSid() }, sign);
    expect(callStatus(await found(call))).toBe('ringing');
  });

  it('is left as it is where nothing was dialled', async () => {
    const call = await stored(undefined, { attempts: [] });
    await room.checks.giveUp(call, reason);
    await expect(found(call)).resolves.toMatchObject({ attempts: [], version: 1 });
  });
});

describe('what follows an attempt that has ended', () => {
  const ended = async (hasPlan: boolean): Promise<Call> => {
    const { insert, dial, tell } = changing(room.changes);
    const plan = { machineDetection: 'none' as const, priority: 0 };
    const request = { to: '+14155550123', userExternalId: 'ada', recordingEnabled: false };
    const call = newQueuedCall({ ...request, ...(hasPlan && { plan }) }, { dueAt: new Date(), why: 'pace' });
    await insert(call);
    await dial(call.id, 1, newAttempt(1, new Date()));
    await tell({ callId: call.id, n: 1, sid: someSid() }, someEvent({ status: 'busy' }));
    return found(call);
  };

  it('is settled where nobody did, once', async () => {
    const call = await ended(true);
    await room.checks.followUp(call);
    const over = await found(call);
    expect(over.over?.code).toBe('ended');
    await room.checks.followUp(over);
    await expect(found(call)).resolves.toEqual(over);
  });

  it('is nothing for a call without a plan', async () => {
    const call = await ended(false);
    await room.checks.followUp(call);
    await expect(found(call)).resolves.toEqual(call);
  });
});
