import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { callStatus } from '../model/call.js';
import { someCall, someSid } from '../testing/call.factory.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';
import { callbackKey, type TwilioCallback } from '../../twilio/twilio-callback.js';

const recordingSid = 'RE0123456789abcdef0123456789abcdef';
let room: CallsRoom;

beforeEach(() => {
  room = openCallsRoom();
});

const stored = async () => {
  const call = someCall();
  await room.calls.insert(call);
  return { call, sid: someSid(), callId: call.id, attempt: 1 };
};
const status = (
  CallSid: string,
  CallStatus: string,
  where: Partial<TwilioCallback> = {},
): TwilioCallback => ({
  kind: 'status',
  params: { CallSid, CallStatus },
  receivedAt: new Date(),
  ...where,
});
const recording = (CallSid: string, fields: object, where: Partial<TwilioCallback> = {}): TwilioCallback => ({
  kind: 'recording',
  params: { CallSid, ...fields },
  receivedAt: new Date(),
  ...where,
});
const crash = () => Promise.reject(new Error('killed'));

describe('a crash', () => {
  it('between the SID and what waits for it loses nothing: the next look at the call mends it', async () => {
    const { sid, callId, attempt } = await stored();
    await room.news.accept(status(sid, 'completed'));
    jest.spyOn(room.unmatched, 'findWaiting').mockImplementationOnce(crash);
    await expect(room.news.accept(status(sid, 'ringing', { callId, attempt }))).rejects.toThrow('killed');
    await room.news.attachWaiting(sid);
    const found = await room.calls.findById(callId);
    expect(found && callStatus(found)).toBe('completed');
    await expect(room.unmatched.findWaiting(sid)).resolves.toEqual([]);
  });

  it('between what waited for the SID and its removal is mended too', async () => {
    const { sid, callId, attempt } = await stored();
    await room.news.accept(status(sid, 'completed'));
    jest.spyOn(room.unmatched, 'remove').mockImplementationOnce(crash);
    await expect(room.news.accept(status(sid, 'ringing', { callId, attempt }))).rejects.toThrow('killed');
    await room.news.attachWaiting(sid);
    await expect(room.unmatched.findWaiting(sid)).resolves.toEqual([]);
    expect((await room.calls.findWithEvents(callId))?.attempts[0]?.events).toHaveLength(2);
  });

  it('between a recording and the mark of its call is mended by the repetition', async () => {
    const { call, sid, callId, attempt } = await stored();
    const store = room.changes.store.bind(room.changes);
    const told = recording(
      sid,
      { RecordingSid: recordingSid, RecordingStatus: 'completed' },
      { callId, attempt },
    );
    room.changes.store = (change) => (change.kind === 'recorded' ? crash() : store(change));
    await expect(room.news.accept(told)).rejects.toThrow('killed');
    room.changes.store = store;
    await room.news.accept(told);
    expect(room.calls.isMarked(call, 'hasRecording')).toBe(true);
    expect((await room.recordings.findByCallIds([callId])).get(callId)).toHaveLength(1);
  });
});

describe('what is acknowledged', () => {
  it('is stored also where a recording callback names no recording', async () => {
    const { sid, callId, attempt } = await stored();
    await room.news.accept(status(sid, 'in-progress', { callId, attempt }));
    await room.news.accept(recording(sid, { RecordingStatus: 'absent' }, { callId, attempt }));
    const events = (await room.calls.findWithEvents(callId))?.attempts[0]?.events ?? [];
    expect(events.map(({ params }) => params)).toContainEqual({ CallSid: sid, RecordingStatus: 'absent' });
  });

  it('does not go to another call than the one that has the SID', async () => {
    const [one, other] = [await stored(), await stored()];
    await room.news.accept(status(one.sid, 'ringing', one));
    const stray = { callId: other.callId, attempt: 1 };
    await expect(room.news.accept(status(one.sid, 'completed', stray))).resolves.toBe('mismatched');
    const told = recording(one.sid, { RecordingSid: recordingSid, RecordingStatus: 'completed' }, stray);
    await expect(room.news.accept(told)).resolves.toBe('mismatched');
    await expect(room.calls.findById(other.callId)).resolves.toEqual(other.call);
    expect((await room.recordings.findByCallIds([other.callId])).get(other.callId)).toEqual([]);
  });

  it('of an attempt that does not exist goes to the call that has the SID, or waits', async () => {
    const { sid, callId, attempt } = await stored();
    const beyond = { callId, attempt: 9 };
    await expect(room.news.accept(status(sid, 'completed', beyond))).resolves.toBe('unknown');
    await expect(room.news.accept(status(sid, 'ringing', { callId, attempt }))).resolves.toBe('adopted');
    const found = await room.calls.findById(callId);
    expect(found && callStatus(found)).toBe('completed');
  });
});

describe('two first events at once', () => {
  it('of one SID both count, and of two SIDs one does', async () => {
    const one = await stored();
    const both = ['ringing', 'completed'].map((each) => room.news.accept(status(one.sid, each, one)));
    expect((await Promise.all(both)).sort()).toEqual(['adopted', 'applied']);
    const two = await stored();
    const rivals = [someSid(), someSid()].map((sid) => room.news.accept(status(sid, 'ringing', two)));
    expect((await Promise.all(rivals)).sort()).toEqual(['adopted', 'mismatched']);
  });
});

describe('the key of a callback', () => {
  const fields = fc.record(
    {
      CallSid: fc.constant('CA1'),
      CallStatus: fc.constantFrom('ringing', 'completed'),
      Timestamp: fc.constantFrom('Thu, 05 Mar 2026 06:07:08 +0000', 'Thu, 05 Mar 2026 06:07:09 +0000'),
      SequenceNumber: fc.constantFrom('0', '1'),
      RecordingSid: fc.constantFrom('RE1', 'RE2'),
      RecordingStatus: fc.constantFrom('in-progress', 'completed'),
      TranscriptionSid: fc.constantFrom('TR1', 'TR2'),
      TranscriptionStatus: fc.constantFrom('in-progress', 'completed'),
    },
    { requiredKeys: ['CallSid'] },
  );
  const kind = fc.constantFrom('status' as const, 'voice' as const, 'recording' as const);
  const any = fc.record({ kind, params: fields, receivedAt: fc.constant(new Date()) });

  it('is the same for the same news, and for no other', () => {
    fc.assert(
      fc.property(any, any, (one, other) => {
        const same = one.kind === other.kind && JSON.stringify(one.params) === JSON.stringify(other.params);
        expect(callbackKey(one) === callbackKey(other)).toBe(same);
      }),
      { numRuns: 2_000 },
    );
  });
});
