import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { RecordingsService } from '../../recordings/recordings.service.js';
import { callStatus } from '../model/call.js';
import { durationOf } from '../model/attempt-times.js';
import type { CallNewsService } from './call-news.service.js';
import type { CallChangesMemoryRepository } from '../testing/call-changes.memory.repository.js';
import { openCallsRoom } from '../testing/calls-room.js';
import type { CallsMemoryRepository } from '../testing/calls.memory.repository.js';
import { changing } from '../testing/changing.js';
import { someCall, someEvent, someSid } from '../testing/call.factory.js';
import type { UnmatchedEventsMemoryRepository } from '../testing/unmatched-events.memory.repository.js';
import type { TwilioCallback } from '../../twilio/twilio-callback.js';

const recordingSid = 'RE0123456789abcdef0123456789abcdef';
let calls: CallsMemoryRepository;
let changes: CallChangesMemoryRepository;
let recordings: RecordingsService;
let unmatched: UnmatchedEventsMemoryRepository;
let news: CallNewsService;

beforeEach(() => {
  ({ calls, changes, recordings, unmatched, news } = openCallsRoom());
});

const stored = async () => {
  const call = someCall();
  await calls.insert(call);
  return { call, sid: someSid(), callId: call.id, attempt: 1 };
};

const callback = (changes: Partial<TwilioCallback> & { params: Record<string, string> }): TwilioCallback => ({
  kind: 'status',
  receivedAt: new Date(),
  ...changes,
});

const completed = (sid: string, changes: Partial<TwilioCallback> = {}): TwilioCallback =>
  callback({
    params: {
      CallSid: sid,
      CallStatus: 'completed',
      CallDuration: '17',
      SequenceNumber: '3',
      SipResponseCode: '200',
      Timestamp: 'Thu, 05 Mar 2026 06:07:08 +0000',
    },
    ...changes,
  });

describe('CallNewsService', () => {
  it('reads the call to see what follows its end, unless the URL says that nothing does, or the end was known', async () => {
    const find = jest.spyOn(calls, 'findById');
    for (const hasPlan of [undefined, true, false]) {
      const { sid, callId, attempt } = await stored();
      await news.accept(completed(sid, { callId, attempt, hasPlan }));
      expect(find.mock.calls.some(([id]) => id === callId)).toBe(hasPlan !== false);
      find.mockClear();
      await news.accept(completed(sid, { callId, attempt, hasPlan }));
      expect(find).not.toHaveBeenCalled();
    }
  });

  it('gives a callback to its call before the SID is stored, with all that it tells', async () => {
    const { sid, callId, attempt } = await stored();
    await expect(news.accept(completed(sid, { callId, attempt }))).resolves.toBe('adopted');
    const found = await calls.findWithEvents(sid);
    expect(found && [callStatus(found), durationOf(found.attempts[0]!)]).toEqual(['completed', 17]);
    expect(found?.attempts[0]).toMatchObject({
      sid,
      sipCode: 200,
      endedAt: new Date('2026-03-05T06:07:08.000Z'),
      submission: 'accepted',
    });
    expect(found?.attempts[0]?.events?.[0]?.params).toMatchObject({ CallSid: sid, CallDuration: '17' });
  });

  it('takes the same event once', async () => {
    const { sid, callId, attempt } = await stored();
    const event = completed(sid, { callId, attempt });
    await expect(news.accept(event)).resolves.toBe('adopted');
    await expect(news.accept({ ...event, receivedAt: new Date() })).resolves.toBe('duplicate');
  });

  it('keeps a callback of an unknown call, and attaches it when its SID appears', async () => {
    const { sid, callId, attempt } = await stored();
    await expect(news.accept(completed(sid))).resolves.toBe('unknown');
    await expect(news.accept(completed(sid))).resolves.toBe('unknown');
    await expect(unmatched.findWaiting(sid)).resolves.toHaveLength(1);
    const ringing = callback({ callId, attempt, params: { CallSid: sid, CallStatus: 'ringing' } });
    await expect(news.accept(ringing)).resolves.toBe('adopted');
    const found = await calls.findWithEvents(callId);
    expect(found && callStatus(found)).toBe('completed');
    await expect(unmatched.findWaiting(sid)).resolves.toEqual([]);
  });

  it('attaches what came while the SID was being stored', async () => {
    const { sid, callId } = await stored();
    const keep = unmatched.keep.bind(unmatched);
    unmatched.keep = async (event) => {
      await changing(changes).tell({ callId, n: 1, sid }, someEvent());
      await keep(event);
    };
    await expect(news.accept(completed(sid))).resolves.toBe('applied');
    await expect(unmatched.findWaiting(sid)).resolves.toEqual([]);
  });

  it('stores a callback with another SID as mismatched and changes nothing', async () => {
    const { sid, callId, attempt } = await stored();
    await news.accept(callback({ callId, attempt, params: { CallSid: sid, CallStatus: 'ringing' } }));
    const before = await calls.findWithEvents(callId);
    const kept: string[] = [];
    unmatched.keep = async ({ reason }) => void kept.push(reason);
    await expect(news.accept(completed(someSid(), { callId, attempt }))).resolves.toBe('mismatched');
    await expect(calls.findWithEvents(callId)).resolves.toEqual(before);
    expect(kept).toEqual(['mismatched']);
  });

  it('keeps even a callback that names no call at all', async () => {
    await expect(news.accept(callback({ params: { Strange: 'yes' } }))).resolves.toBe('unknown');
    await expect(news.accept(completed(someSid(), { callId: randomUUID() }))).resolves.toBe('unknown');
  });

  it('makes one recording of all that is said of it, in any order', async () => {
    const { sid, callId, attempt } = await stored();
    const transcribed = callback({
      kind: 'recording',
      callId,
      attempt,
      params: {
        CallSid: sid,
        RecordingSid: recordingSid,
        TranscriptionSid: 'TR0123456789abcdef0123456789abcdef',
        TranscriptionStatus: 'completed',
        TranscriptionText: 'Yes.',
      },
    });
    const recorded = callback({
      kind: 'recording',
      callId,
      attempt,
      params: {
        CallSid: sid,
        RecordingSid: recordingSid,
        RecordingStatus: 'completed',
        RecordingDuration: '7',
      },
    });
    const told = [transcribed, recorded];
    for (const each of [...told, ...told]) await news.accept(each);
    const [recording, ...others] = (await recordings.findByCallIds([callId])).get(callId) ?? [];
    expect(others).toEqual([]);
    expect(recording).toMatchObject({
      sid: recordingSid,
      callSid: sid,
      durationSeconds: 7,
      transcriptionText: 'Yes.',
    });
  });

  it.each(['the call', 'the recording'])(
    'has the start of a recording told though the process ended before %s was written',
    async (which) => {
      const { sid, callId, attempt } = await stored();
      await news.accept(callback({ callId, attempt, params: { CallSid: sid, CallStatus: 'in-progress' } }));
      const store = jest.spyOn(changes, 'store');
      const params = { CallSid: sid, RecordingSid: recordingSid, RecordingStatus: 'in-progress' };
      const begun = callback({ kind: 'recording', callId, attempt, params });
      if (which === 'the call') store.mockRejectedValueOnce(new Error('killed'));
      else jest.spyOn(recordings, 'record').mockRejectedValueOnce(new Error('killed'));
      await expect(news.accept(begun)).rejects.toThrow('killed');
      store.mockClear();
      await news.accept(begun);
      const told = { kind: 'recording', sid: recordingSid, status: 'in-progress' };
      expect(store.mock.calls.map(([change]) => change)).toContainEqual(
        expect.objectContaining({ kind: 'recorded', news: expect.objectContaining({ told }) }),
      );
      await expect(recordings.findHistories(callId)).resolves.toMatchObject([{ events: [{}] }]);
    },
  );

  it('keeps a recording of an unknown call until its SID appears', async () => {
    const { sid, callId, attempt } = await stored();
    const params = { CallSid: sid, RecordingSid: recordingSid, RecordingStatus: 'completed' };
    await expect(news.accept(callback({ kind: 'recording', params }))).resolves.toBe('unknown');
    await news.accept(completed(sid, { callId, attempt }));
    expect((await recordings.findByCallIds([callId])).get(callId)).toHaveLength(1);
  });
});
