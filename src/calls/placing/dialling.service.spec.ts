import { beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { sendAtOnce } from '../../twilio/testing/send-at-once.js';
import { TwilioError } from '../../twilio/twilio.errors.js';
import { type Call, callStatus, newAttempt, newQueuedCall } from '../model/call.js';
import { someSid } from '../testing/call.factory.js';
import { changing } from '../testing/changing.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';

const plan = { machineDetection: 'none' as const, priority: 0 };

let room: CallsRoom;

beforeEach(() => {
  Logger.overrideLogger(false);
  room = openCallsRoom();
});

/** One whose attempt is stored. */
const begun = async (): Promise<Call> => {
  const { insert, dial } = changing(room.changes);
  const request = { to: '+14155550123', userExternalId: 'ada', recordingEnabled: false, plan };
  const call = newQueuedCall(request, { dueAt: new Date(), why: 'pace' });
  await insert(call);
  await dial(call.id, 1, newAttempt(1, new Date(), 'term:1'));
  return (await room.calls.findById(call.id))!;
};

describe('dialling', () => {
  it('hands the gate to Twilio, and stores the SID', async () => {
    const call = await begun();
    const sid = someSid();
    room.twilio.placeCall.mockResolvedValue({ sid, status: 'queued' });
    await expect(room.dialling.dial(call, sendAtOnce)).resolves.toBeNull();
    expect(room.twilio.placeCall.mock.calls[0]?.[1]).toBe(sendAtOnce);
    await expect(room.calls.findById(call.id)).resolves.toMatchObject({
      attempts: [{ sid, submission: 'accepted' }],
    });
  });

  it('answers why nothing was dialled, and stores nothing of it', async () => {
    const call = await begun();
    const refused = new TwilioError('refused', { code: 21217, message: 'No phone number' });
    room.twilio.placeCall.mockRejectedValue(refused);
    await expect(room.dialling.dial(call, sendAtOnce)).resolves.toBe(refused);
    await expect(room.calls.findById(call.id)).resolves.toEqual(call);
    await room.dialling.fail(call, refused);
    const failed = (await room.calls.findById(call.id))!;
    expect(callStatus(failed)).toBe('failed');
    expect(failed).toMatchObject({
      attempts: [{ submission: 'refused', reason: { code: '21217' } }],
      over: {},
    });
  });

  it('marks what nobody can tell, and repeats nothing', async () => {
    const call = await begun();
    await room.dialling.leaveUnclear(
      call,
      new TwilioError('unknown', { code: 'ETIMEDOUT', message: 'late' }),
    );
    const found = (await room.calls.findById(call.id))!;
    expect(found).toMatchObject({ attempts: [{ submission: 'unknown', isUnclear: true }] });
    expect(found.wait).toBeUndefined();
  });
});
