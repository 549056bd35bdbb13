import { beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Call } from '../calls/model/call.js';
import { someCall, someEvent, someSid } from '../calls/testing/call.factory.js';
import type { TwilioCall } from '../twilio/twilio-call.js';
import {
  atTwilio,
  FROM,
  LATE,
  listing,
  openReconciliationRoom,
  type ReconciliationRoom,
} from './testing/reconciliation-room.js';

const MINUTE_MS = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE_MS);

let room: ReconciliationRoom;
let listed: TwilioCall[];
/** The requests that Twilio tells of, by SID: the call_id that they name, or how the question fails. */
let named: Map<string, string | Error>;

beforeEach(() => {
  Logger.overrideLogger(false);
  room = openReconciliationRoom();
  [listed, named] = [[], new Map()];
  room.twilio.listCalls.mockImplementation(async ({ limit }) => listed.slice(0, limit));
  room.twilio.listCallEvents.mockImplementation(async (sid) => {
    const name = named.get(sid);
    if (name instanceof Error) throw name;
    const url = `https://atlas.example.com/twilio/voice?call_id=${name}`;
    return listing(...(name ? [{ url, method: 'POST', parameters: {}, responseCode: 200 }] : []));
  });
});

/** A call that was made these minutes ago, whose request to dial got no clear answer. */
const unclear = async (minutes: number): Promise<Call> => {
  const call = someCall({}, ago(minutes));
  await room.calls.insert(call);
  return call;
};
/** A call at Twilio that ended these minutes ago; null while it goes on. */
const dialled = (endedMinutesAgo: number | null): TwilioCall => {
  const call = atTwilio(someSid(), { endTime: endedMinutesAgo === null ? null : ago(endedMinutesAgo) });
  listed.push(call);
  return call;
};
const settle = async ({ id }: Call) => {
  const call = (await room.calls.findById(id))!;
  await room.submissions.settle(call, call.attempts[0]!);
  const [attempt] = (await room.calls.findById(id))!.attempts;
  return attempt?.sid ?? attempt?.submission;
};

describe('a request to dial that got no clear answer', () => {
  it('is looked for among the calls between both numbers, from 30 s before it to 90 s after it', async () => {
    const call = await unclear(1);
    await settle(call);
    const [asked] = room.twilio.listCalls.mock.calls[0]!;
    expect(asked).toMatchObject({ to: call.to, from: FROM });
    expect(asked.createdAfter).toEqual(new Date(call.createdAt.getTime() - 30_000));
    expect(asked.createdBefore).toEqual(new Date(call.createdAt.getTime() + 90_000));
  });

  it('is the call whose requests name it, among whatever others and whatever they answer', async () => {
    const call = await unclear(1);
    const [broken, other, mine] = [dialled(null), dialled(null), dialled(null)];
    named.set(broken.sid, LATE).set(other.sid, 'another').set(mine.sid, call.id);
    await expect(settle(call)).resolves.toBe(mine.sid);
  });

  it('is looked for among all of Twilio’s calls to the number', async () => {
    const call = await unclear(1);
    for (let n = 0; n < 30; n += 1) {
      const other = await unclear(1);
      const { sid } = dialled(null);
      await room.news.learn({ callId: other.id, n: 1, sid }, someEvent());
    }
    const mine = dialled(null);
    named.set(mine.sid, call.id);
    await expect(settle(call)).resolves.toBe(mine.sid);
    expect(room.twilio.listCallEvents).toHaveBeenCalledTimes(1);
  });

  it('is not taken for the only call there is while Twilio may still tell whose it is', async () => {
    const call = await unclear(120);
    for (const minutes of [null, 1, 15]) {
      listed = [];
      dialled(minutes);
      await expect(settle(call)).resolves.toBe('unknown');
    }
    listed = [];
    const old = dialled(17);
    named.set(old.sid, LATE);
    await expect(settle(call)).resolves.toBe('unknown');
    named.clear();
    await expect(settle(call)).resolves.toBe(old.sid);
  });

  it('is not taken for the only call there is while what Twilio tells of it cannot all be read', async () => {
    const call = await unclear(120);
    const { sid } = dialled(17);
    room.twilio.listCallEvents.mockResolvedValueOnce({ items: [], isWhole: false });
    await expect(settle(call)).resolves.toBe('unknown');
    await expect(settle(call)).resolves.toBe(sid);
  });

  it('is not the only call there is where that is another’s', async () => {
    const call = await unclear(120);
    named.set(dialled(17).sid, 'another');
    await expect(settle(call)).resolves.toBe('unsent');
  });

  it('is not guessed where two calls, or two requests, may belong to each other', async () => {
    const call = await unclear(120);
    dialled(17);
    listed.push(atTwilio(someSid(), { endTime: null }));
    await expect(settle(call)).resolves.toBe('unknown');
    listed.pop();
    const near = someCall({}, new Date(call.createdAt.getTime() + 119_000));
    await room.calls.insert(near);
    await expect(settle(call)).resolves.toBe('unknown');
    const before = someCall({}, new Date(call.createdAt.getTime() - 119_000));
    await room.calls.insert(before);
    await room.news.learn({ callId: near.id, n: 1, sid: someSid() }, someEvent());
    await expect(settle(call)).resolves.toBe('unknown');
    await room.news.learn({ callId: before.id, n: 1, sid: someSid() }, someEvent());
    await room.calls.insert(someCall({}, new Date(call.createdAt.getTime() + 121_000)));
    await expect(settle(call)).resolves.toBe(listed[0]!.sid);
  });

  it('holds no place of a call any more once Twilio shows no trace of it, until it is heard of', async () => {
    const call = await unclear(1);
    await expect(room.queue.countLive()).resolves.toBe(1);
    await expect(settle(call)).resolves.toBe('unknown');
    await expect(room.queue.countLive()).resolves.toBe(0);
    const mine = atTwilio(someSid(), { status: 'ringing' });
    listed.push(mine);
    named.set(mine.sid, call.id);
    await expect(settle(call)).resolves.toBe(mine.sid);
    await expect(room.queue.countLive()).resolves.toBe(1);
  });

  it('keeps its place while it may be one of the calls that Twilio shows, or Twilio cannot be asked', async () => {
    const call = await unclear(1);
    dialled(null);
    await settle(call);
    room.twilio.listCalls.mockRejectedValueOnce(LATE);
    await expect(settle(call)).rejects.toBe(LATE);
    await expect(room.queue.countLive()).resolves.toBe(1);
  });

  it('is given up where it left no trace, but only once it is overdue', async () => {
    const [young, old] = [await unclear(4), await unclear(300)];
    await expect(settle(young)).resolves.toBe('unknown');
    await expect(settle(old)).resolves.toBe('unsent');
  });

  it('is not given up while Twilio cannot be asked', async () => {
    const call = await unclear(300);
    room.twilio.listCalls.mockRejectedValue(LATE);
    await expect(settle(call)).rejects.toBe(LATE);
    await expect(room.calls.findById(call.id)).resolves.toMatchObject({
      attempts: [{ submission: 'unknown' }],
    });
  });
});
