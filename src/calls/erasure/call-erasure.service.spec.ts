import { beforeEach, describe, expect, it } from '@jest/globals';
import { someTwilioCall as answer } from '../../twilio/testing/twilio-call.factory.js';
import { TwilioError } from '../../twilio/twilio.errors.js';
import { CallControlService } from '../control/call-control.service.js';
import { CallFeedbackService } from '../feedback/call-feedback.service.js';
import { callStatus, newQueuedCall } from '../model/call.js';
import { CallListMemoryRepository } from '../testing/call-list.memory.repository.js';
import { someCall, someEvent, someSid } from '../testing/call.factory.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';
import { someRating } from '../../feedback/testing/feedback.factory.js';
import { CallErasureService } from './call-erasure.service.js';

const TO = '+14155550177';
const USER = 'Ada Lovelace';
const WORDS = 'Your blood test is back.';
const plan = {
  ...{ machineDetection: 'none' as const, priority: 3, campaignId: USER },
  metadata: { patient: USER },
};
const unreachable = new TwilioError('unsent', { code: 'ECONNREFUSED', message: 'refused' });

let room: CallsRoom;
let erasure: CallErasureService;
beforeEach(() => {
  room = openCallsRoom();
  const { service, events, news, followUps, wishes, twilio, calls } = room;
  const control = new CallControlService(service, events, news, followUps, wishes, twilio);
  erasure = new CallErasureService(new CallListMemoryRepository(calls), calls, control, events);
});

/** A call of which Twilio told these statuses, with the number in each of its callbacks. */
const told = async (...statuses: ('ringing' | 'in-progress' | 'completed')[]) => {
  const call = someCall({ to: TO, userExternalId: USER, text: WORDS });
  const ref = { callId: call.id, n: 1, sid: someSid() };
  await room.calls.insert(call);
  for (const status of statuses)
    await room.news.learn(ref, someEvent({ status, params: { To: TO, CallSid: ref.sid } }));
  return ref;
};
const waiting = async () => {
  const call = newQueuedCall(
    { to: TO, userExternalId: USER, text: WORDS, recordingEnabled: true, plan },
    { dueAt: new Date(), why: 'time' },
  );
  await room.calls.insert(call);
  return call;
};
const all = async () => {
  const found = [];
  for await (const calls of erasure.find({ handles: [], numbers: [TO] }, new Date(Date.now() + 1)))
    found.push(...calls);
  return found;
};
const kept = async (id: string) => JSON.stringify(await room.calls.findWithEvents(id));

describe('erasing calls', () => {
  it('ends them first, and tells which still go on and why', async () => {
    const [over, live] = [await told('completed'), await told('in-progress')];
    const { id } = await waiting();
    room.twilio.endCall.mockRejectedValueOnce(unreachable);
    const first = await erasure.end(await all());
    expect(first).toMatchObject({ going: 1, problem: expect.stringContaining('could not be reached') });
    expect(first.ended.map((call) => call.id).toSorted()).toEqual([over.callId, id].toSorted());
    expect(callStatus((await room.calls.findById(id))!)).toBe('canceled');
    room.twilio.endCall.mockResolvedValueOnce(answer(live.sid, 'completed'));
    // Somebody is on the line until Twilio tells of the end.
    await expect(erasure.end(await all())).resolves.toMatchObject({ going: 1 });
    await room.news.learn(live, someEvent({ status: 'completed' }));
    await expect(erasure.end(await all())).resolves.toMatchObject({ going: 0 });
  });

  it('leaves nothing of a person in them, finds them no more, and does it once', async () => {
    const { callId } = await told('ringing', 'completed');
    const { id } = await waiting();
    await erasure.end(await all());
    for (const each of [callId, id]) {
      expect(await kept(each)).toMatch(/14155550177/);
      await erasure.erase(each, 'me');
      expect(await kept(each)).not.toMatch(/14155550177|Ada|blood/);
    }
    await expect(all()).resolves.toEqual([]);
    const erased = [];
    for await (const calls of erasure.findErased('me')) erased.push(...calls.map((call) => call.id));
    expect(erased.toSorted()).toEqual([callId, id].toSorted());
    const before = await kept(id);
    await erasure.erase(id, 'other');
    expect(await kept(id)).toBe(before);
    const found = (await room.calls.findWithEvents(callId))!;
    expect(callStatus(found)).toBe('completed');
    expect(found.steps).toEqual([{ kind: 'erased', at: found.erasedAt }]);
  });

  it('keeps nothing of what is told later, by its id or SID, under another SID or of its recording', async () => {
    const { callId, sid } = await told('completed');
    await erasure.erase(callId, 'me');
    const before = await kept(callId);
    const late = { To: TO, CallStatus: 'busy', RecordingSid: 'RE1', RecordingStatus: 'completed' };
    const other = await told('ringing');
    for (const [kind, own, id] of [
      ['status', sid, callId],
      ['status', sid, undefined],
      ['status', sid, other.callId],
      ['status', someSid(), callId],
      ['voice', someSid(), callId],
      ['recording', sid, callId],
    ] as const)
      await expect(
        room.news.accept({
          ...{ kind, attempt: 1, params: { ...late, CallSid: own }, receivedAt: new Date() },
          ...(id && { callId: id }),
        }),
      ).resolves.toBe('erased');
    expect(await kept(callId)).toBe(before);
    const numbers = [TO];
    await expect(room.unmatched.findOf({ callIds: [callId], callSids: [sid], numbers }, 9)).resolves.toEqual(
      [],
    );
    // Nobody else would know that it is there: it is deleted at Twilio soon, as often as it takes.
    const owner = { callId, attempt: 1, callSid: sid };
    const stray = { sid: 'RE1', ...owner, removal: { why: 'erasure', tries: 0 } };
    await expect(room.recordings.find('RE1')).resolves.toMatchObject(stray);
    room.twilio.deleteRecording.mockRejectedValueOnce(unreachable);
    await room.removal.tryAgain();
    expect((await room.recordings.find('RE1'))?.removal?.tryAt).toBeDefined();
    room.twilio.deleteRecording.mockResolvedValueOnce();
    await room.removal.remove('RE1', 'erasure');
    expect((await room.recordings.find('RE1'))?.removal?.tryAt).toBeUndefined();
  });

  it('takes no feedback on them any more', async () => {
    const { callId } = await told('completed');
    await erasure.erase(callId, 'me');
    const feedback = new CallFeedbackService(room.calls, room.events, room.feedback);
    const given = { ...someRating, notes: USER };
    await expect(feedback.give(callId, given)).rejects.toThrow('Call was erased: nothing more is kept of it');
    await expect(room.feedback.find(callId)).resolves.toBeNull();
  });
});
