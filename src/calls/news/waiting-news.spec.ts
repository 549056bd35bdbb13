import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { someCall, someSid } from '../testing/call.factory.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';

const receivedAt = new Date('2026-03-04T05:06:07.890Z');
const recordingSid = 'RE0123456789abcdef0123456789abcdef';

let room: CallsRoom;
beforeEach(() => {
  room = openCallsRoom();
});

const stored = async () => {
  const call = someCall();
  await room.calls.insert(call);
  return { sid: someSid(), where: { callId: call.id, attempt: 1 } };
};
const status = (CallSid: string, CallStatus: string, where: object = {}) =>
  room.news.accept({ kind: 'status', params: { CallSid, CallStatus }, receivedAt, ...where });

describe('what waits for its call', () => {
  it('waits on while nobody knows the call, however often it is looked for', async () => {
    const sid = someSid();
    await status(sid, 'ringing');
    for (let n = 0; n < 2; n += 1) await room.news.attachWaiting(sid);
    await expect(room.unmatched.findWaiting(sid)).resolves.toHaveLength(1);
  });

  it('is kept for good where the attempt that it names has another SID', async () => {
    const { sid, where } = await stored();
    const stray = someSid();
    const early = {
      kind: 'status' as const,
      params: { CallSid: stray, CallStatus: 'busy' },
      receivedAt,
      ...where,
    };
    await room.unmatched.keep({ key: 'early', callSid: stray, reason: 'unknown', callback: early });
    await status(sid, 'ringing', where);
    await room.news.attachWaiting(stray);
    await expect(room.unmatched.findWaiting(stray)).resolves.toHaveLength(1);
  });
});

it('what is given to its call is kept nowhere else', async () => {
  const { sid, where } = await stored();
  const keep = jest.spyOn(room.unmatched, 'keep');
  await status(sid, 'ringing', where);
  await status(sid, 'ringing', where);
  expect(keep).not.toHaveBeenCalled();
});

describe('a recording', () => {
  const recorded = (CallSid: string, RecordingStatus: string, where: object) =>
    room.news.accept({
      kind: 'recording',
      params: { CallSid, RecordingSid: recordingSid, RecordingStatus },
      receivedAt,
      ...where,
    });

  it('is one that the call has only once it is complete, and is no event of the attempt', async () => {
    const { sid, where } = await stored();
    await status(sid, 'in-progress', where);
    const record = jest.spyOn(room.events, 'record');
    for (const [each, outcome] of [
      ['in-progress', 'applied'],
      ['in-progress', 'applied'],
      ['completed', 'applied'],
    ] as const)
      await expect(recorded(sid, each, where)).resolves.toBe(outcome);
    const changes = record.mock.calls.map(([change]) => change);
    // The start twice: it is not known whether others will be told of the first.
    expect(changes).toMatchObject(
      [false, false, true].map((isComplete) => ({ kind: 'recorded', callId: where.callId, isComplete })),
    );
    expect((await room.calls.findWithEvents(sid))?.attempts[0]?.events).toHaveLength(1);
  });
});
