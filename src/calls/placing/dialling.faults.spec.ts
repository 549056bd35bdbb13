import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { sendAtOnce } from '../../twilio/testing/send-at-once.js';
import { type Call, callStatus } from '../model/call.js';
import { someCall, someSid } from '../testing/call.factory.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';

let room: CallsRoom;

beforeEach(() => {
  Logger.overrideLogger(false);
  room = openCallsRoom();
});

/** One whose attempt is stored. */
const begun = async (): Promise<Call> => {
  const call = someCall();
  await room.calls.insert(call);
  return call;
};
/** Twilio dials it, and says so with this SID. */
const dial = (call: Call, sid: string): Promise<unknown> => {
  room.twilio.placeCall.mockResolvedValueOnce({ sid, status: 'queued' });
  return room.dialling.dial(call, sendAtOnce);
};
/** A callback that carries the call's id, as all that Twilio sends of it does. */
const ringing = ({ id }: Call, sid: string) =>
  room.news.accept({
    kind: 'status',
    callId: id,
    attempt: 1,
    params: { CallSid: sid, CallStatus: 'ringing' },
    receivedAt: new Date(),
  });
const only = async ({ id }: Call) => (await room.calls.findById(id))!.attempts[0]!;

describe('a SID that Twilio answered', () => {
  it('is brought again by a callback where it could not be stored', async () => {
    const [call, sid] = [await begun(), someSid()];
    jest.spyOn(room.changes, 'store').mockRejectedValueOnce(new Error('the database went away'));
    await expect(dial(call, sid)).resolves.toBeNull();
    await expect(room.calls.findById(call.id)).resolves.toEqual(call);
    await ringing(call, sid);
    await expect(only(call)).resolves.toMatchObject({ sid, submission: 'accepted' });
  });

  it('is not believed where a callback has named another one, and changes nothing', async () => {
    const [call, early] = [await begun(), someSid()];
    await ringing(call, early);
    const before = (await room.calls.findById(call.id))!;
    await expect(dial(call, someSid())).resolves.toBeNull();
    await expect(room.calls.findById(call.id)).resolves.toEqual(before);
    expect([(await only(call)).sid, callStatus(before)]).toEqual([early, 'ringing']);
  });

  it('is not believed where another call has it, and this one stays as nobody can tell', async () => {
    const [first, second, sid] = [await begun(), await begun(), someSid()];
    await dial(first, sid);
    await expect(dial(second, sid)).resolves.toBeNull();
    await expect(room.calls.findById(second.id)).resolves.toEqual(second);
  });
});

it('a call without an attempt is never dialled', async () => {
  const call = { ...someCall(), attempts: [] };
  await expect(dial(call, someSid())).rejects.toThrow(`Call ${call.id} has no attempt to dial`);
  expect(room.twilio.placeCall).not.toHaveBeenCalled();
});

it('a fault that is not Twilio’s is not taken for its answer', async () => {
  const fault = new TypeError('a fault of the program');
  room.twilio.placeCall.mockRejectedValueOnce(fault);
  await expect(room.dialling.dial(await begun(), sendAtOnce)).rejects.toBe(fault);
});
