import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { StrictMock } from '../../../test/support/strict-mock.js';
import { FakeClock } from '../../common/testing/fake-clock.js';
import { PlanClock } from '../../common/time/plan-clock.service.js';
import { TwilioError } from '../../twilio/twilio.errors.js';
import type { TwilioService } from '../../twilio/twilio.service.js';
import type { UsersService } from '../../users/users.service.js';
import { callStatus } from '../model/call.js';
import type { CallNewsService } from '../news/call-news.service.js';
import type { CallsService } from '../view/calls.service.js';
import type { PlacingService } from './placing.service.js';
import { someSid } from '../testing/call.factory.js';
import { openCallsRoom } from '../testing/calls-room.js';
import { openDispatchRoom } from '../../dispatch/testing/dispatch-room.js';
import type { CallsMemoryRepository } from '../testing/calls.memory.repository.js';

const request = { to: '+14155550123', userExternalId: 'customer-1', text: 'Hello.', recordingEnabled: true };
const ada = { name: 'Ada', email: 'ada@example.com', phoneNumber: '+14155550199', externalId: 'customer-1' };

let calls: CallsMemoryRepository;
let news: CallNewsService;
let users: UsersService;
let twilio: StrictMock<TwilioService>;
let placing: PlacingService;
let service: CallsService;
let close: () => Promise<void>;

beforeEach(() => {
  Logger.overrideLogger(false);
  ({ calls, news, users, twilio, placing, service, close } = openDispatchRoom());
});
afterEach(() => close());

describe('placing a call', () => {
  it('stores the call first, then asks Twilio, then stores the SID', async () => {
    const sid = someSid();
    twilio.placeCall.mockImplementation(async ({ callId, attempt }) => {
      await expect(calls.findById(callId)).resolves.toMatchObject({ attempts: [{ submission: 'unknown' }] });
      await expect(calls.existsBySid(sid)).resolves.toBe(false);
      expect(attempt).toBe(1);
      return { sid, status: 'queued' };
    });
    const { call, userId } = await placing.place(request);
    expect(userId).toBe('customer-1');
    expect(call.attempts[0]!).toMatchObject({ sid, submission: 'accepted' });
    const kept = await calls.findWithEvents(sid);
    expect(kept).toMatchObject({ id: call.id, content: { kind: 'say', text: 'Hello.' } });
    expect(kept && callStatus(kept)).toBe('initiated');
  });

  it('tells a call that waits what holds it up', async () => {
    const { placing: alone, heldUp } = openCallsRoom();
    heldUp.current = 'pause';
    const plan = { machineDetection: 'none' as const, priority: 0 };
    await expect(alone.place({ ...request, plan })).resolves.toMatchObject({ heldUp: 'pause' });
  });

  it('takes its time from the deployment, whatever the clock of this host', async () => {
    const clock = new FakeClock();
    const planClock = new PlanClock(clock);
    const now = new Date(clock.wall());
    planClock.observe(now, clock.monotonic());
    clock.step(3_600_000);
    const plan = { machineDetection: 'none' as const, priority: 0 };
    const { call } = await openCallsRoom(planClock).placing.place({ ...request, plan });
    expect([call.createdAt, call.wait?.dueAt]).toEqual([now, now]);
  });

  it('gives the database ten seconds to store what its client cannot ask for again', async () => {
    const clock = new FakeClock();
    const planClock = new PlanClock(clock);
    const room = openCallsRoom(planClock);
    const plan = { machineDetection: 'none' as const, priority: 0 };
    const place = async (id?: string) => (await room.placing.place({ ...request, plan }, id)).call;
    expect((await place()).storeBy).toBeUndefined();
    const now = Date.parse('2026-05-06T07:08:09.000Z');
    planClock.observe(new Date(now), clock.monotonic());
    clock.pass(1_000);
    expect((await place()).storeBy).toEqual(new Date(now + 11_000));
    expect((await place('5f6b1f0e-0b0a-4f5e-9d0c-1f2e3d4c5b6a')).storeBy).toBeUndefined();
  });

  it.each(['refused', 'unsent'] as const)(
    'keeps a call that was %s as failed, and says so',
    async (outcome) => {
      const error = new TwilioError(outcome, { code: 21217, message: 'Not a phone number' }, 3);
      let callId = '';
      twilio.placeCall.mockImplementation(async (placed) => {
        callId = placed.callId;
        throw error;
      });
      await expect(placing.place(request)).rejects.toMatchObject({ message: error.message, outcome });
      const kept = await calls.findById(callId);
      expect(kept && callStatus(kept)).toBe('failed');
      expect(kept?.attempts[0]).toMatchObject({
        submission: outcome,
        reason: { code: '21217', message: 'Not a phone number' },
      });
    },
  );

  it('answers a call of which nobody can tell whether it was dialled, and asks once', async () => {
    twilio.placeCall.mockRejectedValue(
      new TwilioError('unknown', { code: 'ECONNABORTED', message: 'time-out' }),
    );
    const { call } = await placing.place(request);
    expect(callStatus(call)).toBe('initiated');
    expect(call.attempts[0]!).toMatchObject({ submission: 'unknown' });
    expect(call.attempts[0]!.sid).toBeUndefined();
    expect(twilio.placeCall).toHaveBeenCalledTimes(1);
  });

  it('attaches news that came before the SID was stored', async () => {
    const sid = someSid();
    const params = { CallSid: sid, CallStatus: 'busy' };
    twilio.placeCall.mockImplementation(async () => {
      await news.accept({ kind: 'status', params, receivedAt: new Date() });
      return { sid, status: 'queued' };
    });
    await placing.place(request);
    const { call } = await service.getDetails(sid);
    expect(callStatus(call)).toBe('busy');
  });

  it('dials nothing where the call cannot be stored', async () => {
    jest.spyOn(calls, 'insert').mockRejectedValueOnce(new Error('the database is away'));
    await expect(placing.place(request)).rejects.toThrow('the database is away');
    expect(twilio.placeCall).not.toHaveBeenCalled();
  });
});

describe('reading calls', () => {
  beforeEach(() => {
    twilio.placeCall.mockImplementation(async () => ({ sid: someSid(), status: 'queued' }));
  });

  it('resolves the user when it is read: one made later finds its earlier calls', async () => {
    const { call } = await placing.place(request);
    await expect(service.getDetails(call.id)).resolves.toMatchObject({ userId: 'customer-1' });
    const user = await users.create(ada);
    await expect(service.getDetails(call.id)).resolves.toMatchObject({ userId: user.id });
  });

  it('throws for an unknown call', async () => {
    await expect(service.getDetails('nothing')).rejects.toThrow('Call not found: nothing');
  });
});
