import { beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { TwilioError } from '../../twilio/twilio.errors.js';
import { type Call, callStatus, newAttempt, newQueuedCall } from '../model/call.js';
import { changing } from '../testing/changing.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';
import { someCall } from '../testing/call.factory.js';

const plan = { machineDetection: 'none' as const, priority: 0 };
const refusedAccount = new TwilioError('refused', { code: 20003, message: 'Authenticate' });

let room: CallsRoom;

beforeEach(() => {
  Logger.overrideLogger(false);
  room = openCallsRoom();
});

/** One that was in the queue, with its attempt stored. */
const fromQueue = async (planned: boolean): Promise<Call> => {
  const { insert, dial } = changing(room.changes);
  const request = { to: '+14155550123', userExternalId: 'ada', recordingEnabled: false };
  const waiting = { dueAt: new Date(), why: 'slot' as const };
  const call = newQueuedCall({ ...request, ...(planned && { plan }) }, waiting);
  await insert(call);
  await dial(call.id, 0, newAttempt(1, new Date()));
  return (await room.calls.findById(call.id))!;
};

describe('a call that Twilio refuses for a reason of the account', () => {
  beforeEach(() => {
    room.twilio.placeCall.mockRejectedValue(refusedAccount);
  });

  it.each([true, false])('goes back to the queue and uses up nothing (with a plan: %s)', async (planned) => {
    const call = await fromQueue(planned);
    await expect(room.dialling.dial(call, 'queue')).rejects.toBe(refusedAccount);
    const found = (await room.calls.findWithEvents(call.id))!;
    expect(found).toMatchObject({ attempts: [], queue: { why: 'error' } });
    expect(found).not.toHaveProperty('over');
    expect(found.steps?.map(({ kind }) => kind)).toContain('undone');
    expect(callStatus(found)).toBe(planned ? 'queued' : 'initiated');
    expect(room.pace.report.mock.calls).toEqual([
      [{ accountRefused: { code: '20003', message: 'Authenticate' } }],
    ]);
  });

  it('is failed with the reason, where its client waits for the answer', async () => {
    const call = someCall();
    await room.calls.insert(call);
    await expect(room.dialling.dial(call, 'request')).rejects.toBe(refusedAccount);
    const found = (await room.calls.findById(call.id))!;
    expect(callStatus(found)).toBe('failed');
    expect(found.attempts).toMatchObject([{ submission: 'refused', reason: { code: '20003' } }]);
  });
});

it.each([
  [new TwilioError('refused', { code: 21217, message: 'No phone number' }), 'ok'],
  [new TwilioError('unsent', { code: 'ECONNREFUSED', message: 'refused' }), 'system-error'],
])('reports %s as %s, and its attempt counts', async (error, report) => {
  room.twilio.placeCall.mockRejectedValue(error);
  const call = await fromQueue(true);
  await expect(room.dialling.dial(call, 'queue')).rejects.toBe(error);
  expect(room.pace.report.mock.calls).toEqual([[report]]);
  expect((await room.calls.findById(call.id))?.attempts).toHaveLength(1);
});
