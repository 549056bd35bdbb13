import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { sendAtOnce } from '../../twilio/testing/send-at-once.js';
import { TwilioError } from '../../twilio/twilio.errors.js';
import type { CallRequest } from '../model/call.js';
import { UNCLEAR_MS } from '../model/call-check.js';
import { someCall, someSid } from '../testing/call.factory.js';
import { type CallsRoom, openCallsRoom } from '../testing/calls-room.js';

let room: CallsRoom;
beforeEach(() => {
  Logger.overrideLogger(false);
  room = openCallsRoom();
});

const stored = async (request: Partial<CallRequest> = {}) => {
  const call = someCall(request);
  await room.calls.insert(call);
  return call;
};
const eventsOf = async (id: string) => (await room.calls.findWithEvents(id))?.attempts[0]?.events;

describe('Twilio is asked', () => {
  it('for what the client wants, within the limits of the deployment', async () => {
    room.twilio.placeCall.mockImplementation(async () => ({ sid: someSid(), status: 'queued' }));
    const plan = { machineDetection: 'enable' as const, priority: 0 };
    const [plain, planned] = [
      await stored(),
      await stored({ plan, ringSeconds: 7, recordingEnabled: false }),
    ];
    for (const call of [plain, planned]) await room.dialling.dial(call, sendAtOnce);
    const [first, second] = room.twilio.placeCall.mock.calls.map(([asked]) => asked);
    expect(first).toMatchObject({
      ...{ to: plain.to, callId: plain.id, attempt: 1, recordingEnabled: true, hasPlan: false },
      ...{ ringSeconds: expect.any(Number), maxSeconds: expect.any(Number) },
    });
    expect(second).toMatchObject({
      ...{ callId: planned.id, recordingEnabled: false, hasPlan: true, machineDetection: 'enable' },
      ...{ ringSeconds: 7, maxSeconds: first!.maxSeconds },
    });
  });
});

describe('what Twilio answers is kept as it was', () => {
  it('where it dials: the SID, which is no sign of life', async () => {
    const [call, sid] = [await stored(), someSid()];
    room.twilio.placeCall.mockResolvedValueOnce({ sid, status: 'queued' });
    await room.dialling.dial(call, sendAtOnce);
    await expect(eventsOf(call.id)).resolves.toMatchObject([
      { key: `${sid}:submission`, source: 'api', kind: 'submission', status: 'initiated', params: { sid } },
    ]);
  });

  it('where it does not: why', async () => {
    const call = await stored();
    await room.dialling.fail(call, new TwilioError('unsent', { code: 'ECONNREFUSED', message: 'refused' }));
    await expect(eventsOf(call.id)).resolves.toMatchObject([
      {
        ...{ key: `${call.id}:1:submission`, source: 'atlas', kind: 'submission', status: 'failed' },
        params: { outcome: 'unsent', code: 'ECONNREFUSED', message: 'refused' },
      },
    ]);
  });
});

it('what nobody can tell is looked for soon, not at once: Twilio may take its time', async () => {
  const now = Date.now();
  jest.useFakeTimers({ now });
  const at = new Date(now + 600_000);
  const { attempts, ...rest } = someCall();
  const call = {
    ...rest,
    attempts: [{ ...attempts[0]!, key: 'term:1' }],
    check: { urgency: 0 as const, at },
  };
  await room.calls.insert(call);
  await room.dialling.leaveUnclear(call, new TwilioError('unknown', { code: 'ETIMEDOUT', message: 'late' }));
  const found = await room.calls.findById(call.id);
  jest.useRealTimers();
  expect(found?.check?.at).toEqual(new Date(now + UNCLEAR_MS));
});
