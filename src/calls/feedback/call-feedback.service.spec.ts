import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { someRating } from '../../feedback/testing/feedback.factory.js';
import { newQueuedCall } from '../model/call.js';
import { someCall, someEvent, someSid } from '../testing/call.factory.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';
import { CallFeedbackService } from './call-feedback.service.js';

let room: CallsRoom;
let service: CallFeedbackService;

beforeEach(() => {
  room = openCallsRoom();
  service = new CallFeedbackService(room.calls, room.events, room.feedback);
});

const made = async (sid: string) => {
  const call = someCall();
  await room.calls.insert(call);
  const ref = { callId: call.id, n: 1, sid };
  await room.events.record({ kind: 'told', ref, event: someEvent(), check: { urgency: 0, at: new Date() } });
  return call;
};
const stepsOf = async (id: string) =>
  (await room.calls.findWithEvents(id))?.steps?.map(({ kind }) => kind) ?? [];

describe('CallFeedbackService', () => {
  it('keeps feedback for the call, by its id and by its SID', async () => {
    const sid = someSid();
    const { id } = await made(sid);
    const first = await service.give(sid, someRating);
    expect(first.feedback).toEqual({ ...someRating, callId: id, createdAt: expect.any(Date) });
    const second = await service.give(id, { ...someRating, notes: 'Better now.' });
    expect(second.feedback).toEqual({ ...first.feedback, notes: 'Better now.' });
    for (const name of [id, sid]) {
      const { call, feedback } = await service.get(name);
      expect([call.id, feedback]).toEqual([id, second.feedback]);
    }
  });

  it('takes it for a call that was not dialled yet', async () => {
    const request = { to: '+14155550123', userExternalId: 'customer-1', recordingEnabled: true };
    const call = newQueuedCall(request, { dueAt: new Date(), why: 'pace' });
    await room.calls.insert(call);
    await expect(service.give(call.id, someRating)).resolves.toMatchObject({ feedback: someRating });
    await expect(room.service.getDetails(call.id)).resolves.toMatchObject({ feedback: someRating });
  });

  it('changes the call through its one door, so that whoever subscribed is told', async () => {
    const sid = someSid();
    const { id } = await made(sid);
    const told = new Promise((resolve) => room.events.subscribe(resolve));
    await service.give(sid, someRating);
    await expect(told).resolves.toMatchObject({ callId: id, change: { kind: 'rated', callId: id } });
    const found = await room.calls.findWithEvents(id);
    expect(found).toMatchObject({ version: 3, steps: [{ kind: 'feedback' }] });
    expect(room.calls.isMarked(found!, 'hasFeedback')).toBe(true);
  });

  it('is mended by the same request again where a crash came between the two writes', async () => {
    const { id } = await made(someSid());
    jest.spyOn(room.changes, 'store').mockRejectedValueOnce(new Error('power cut'));
    await expect(service.give(id, someRating)).rejects.toThrow('power cut');
    await expect(stepsOf(id)).resolves.toEqual([]);
    const { feedback } = await service.get(id);
    await expect(service.give(id, someRating)).resolves.toMatchObject({ feedback });
    await expect(stepsOf(id)).resolves.toEqual(['feedback']);
  });

  it('keeps nothing for a call that does not exist', async () => {
    const sid = someSid();
    const { id } = await made(someSid());
    await expect(service.give(sid, someRating)).rejects.toThrow(`Call not found: ${sid}`);
    await expect(service.get(sid)).rejects.toThrow(`Call not found: ${sid}`);
    await expect(service.get(id)).rejects.toThrow(`No feedback found for call: ${id}`);
  });
});
