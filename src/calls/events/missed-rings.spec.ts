import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { newAttempt, newQueuedCall, type Wait } from '../model/call.js';
import { someCall } from '../testing/call.factory.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';
import type { CallChange } from './call-change.js';
import { waitIn } from './wait-in.js';

const at = new Date('2026-03-04T05:06:07.890Z');
const wait: Wait = { lane: '5:ada', dueAt: at, why: 'retry' };
const call = newQueuedCall(
  { to: '+14155550123', userExternalId: 'ada', recordingEnabled: false },
  { dueAt: at, why: 'pace' },
);
const { id: callId } = call;
const requested: CallChange = { kind: 'requested', call };
const requeued: CallChange = { kind: 'requeued', callId, n: 1, rank: 0, wait, at };

let room: CallsRoom;
let missed: Wait[];
beforeEach(() => {
  Logger.overrideLogger(false);
  room = openCallsRoom();
  missed = [];
  room.events.onMissedRing((each) => missed.push(each));
});

describe('the lane of a call', () => {
  it('is told that the call waits in it, with the change that has it wait', async () => {
    await room.events.record(requested);
    expect(room.lanes.lanes.get('5:ada')).toMatchObject({ at });
    expect(missed).toEqual([]);
  });

  it('is told of nothing by a change that was refused, or of a call that does not wait', async () => {
    await room.calls.insert(call);
    await expect(room.events.apply(requeued)).resolves.toBe(false);
    await expect(room.events.apply({ kind: 'rated', callId, at })).resolves.toBe(true);
    expect([room.lanes.lanes.size, missed]).toEqual([0, []]);
  });

  it('is to be told later where it cannot be now, and who made the change is not troubled by that', async () => {
    jest.spyOn(room.lanes, 'ring').mockRejectedValueOnce(new Error('The database is away'));
    await expect(room.events.apply(requested)).resolves.toBe(true);
    expect(missed).toEqual([call.wait]);
  });

  it.each([
    ['is to be told where nobody knows whether the change was stored', requeued, [wait]],
    ['also of a call that is asked for again', { ...requested, isAskedAgain: true }, [call.wait]],
    ['but not of one that is asked for once: its client was told of a failure', requested, []],
    ['nor of a change that has no call wait', { kind: 'rated', callId, at } as const, []],
  ])('%s', async (_, change, expected) => {
    const failure = new Error('The database is away');
    jest.spyOn(room.changes, 'store').mockRejectedValueOnce(failure);
    await expect(room.events.record(change)).rejects.toBe(failure);
    expect(missed).toEqual(expected);
  });
});

describe('a change is news to a lane', () => {
  it('where the call waits in it from then on, unless who holds the lane has put it off', () => {
    const check = { urgency: 0 as const, at };
    const attempt = newAttempt(1, at);
    expect(waitIn(requested)).toBe(call.wait);
    expect(waitIn({ kind: 'requested', call: someCall() })).toBeUndefined();
    expect(waitIn(requeued)).toBe(wait);
    expect(waitIn({ kind: 'postponed', callId, version: 1, wait, at })).toBeUndefined();
    expect(waitIn({ kind: 'dialling', callId, version: 1, attempt, check })).toBeUndefined();
  });
});
