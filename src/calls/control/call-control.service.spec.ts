import { beforeEach, describe, expect, it } from '@jest/globals';
import type { StrictMock } from '../../../test/support/strict-mock.js';
import { someTwilioCall as answer } from '../../twilio/testing/twilio-call.factory.js';
import { TwilioError } from '../../twilio/twilio.errors.js';
import type { TwilioService } from '../../twilio/twilio.service.js';
import { callStatus } from '../model/call.js';
import { CallControlService } from './call-control.service.js';
import type { CallStatus } from '../model/call-status.js';
import { standingWish } from '../model/wish.js';
import type { CallNewsService } from '../news/call-news.service.js';
import { someCall, someEvent, someSid } from '../testing/call.factory.js';
import { openCallsRoom } from '../testing/calls-room.js';
import type { CallsMemoryRepository } from '../testing/calls.memory.repository.js';

const tooLate = new TwilioError('refused', { code: 21220, message: 'Call is not in-progress.' });
const unreachable = new TwilioError('unsent', { code: 'ECONNREFUSED', message: 'refused' });

let calls: CallsMemoryRepository;
let news: CallNewsService;
let twilio: StrictMock<TwilioService>;
let control: CallControlService;

beforeEach(() => {
  const room = openCallsRoom();
  ({ calls, news, twilio } = room);
  control = new CallControlService(room.service, room.events, news, room.followUps, room.wishes, twilio);
});

/** A call that Twilio has told these statuses of. */
const told = async (...statuses: CallStatus[]) => {
  const call = someCall();
  const ref = { callId: call.id, n: 1, sid: someSid() };
  await calls.insert(call);
  for (const status of statuses) await news.learn(ref, someEvent({ status }));
  return ref;
};
const statusNow = async (id: string) => callStatus((await calls.findById(id))!);

describe('hanging up', () => {
  it.each(['initiated', 'ringing', 'in-progress'] as const)(
    'ends a call that is %s, once; the same wish again is fulfilled',
    async (status) => {
      const { callId, sid } = await told(status);
      twilio.endCall.mockResolvedValueOnce(answer(sid, 'completed'));
      for (const name of [sid, callId, sid]) {
        const { call } = await control.end(name, 'hangup');
        expect(callStatus(call)).toBe('completed');
      }
      expect(twilio.endCall.mock.calls).toEqual([[sid, 'completed']]);
    },
  );

  it('asks again while Twilio takes its time, and keeps one wish', async () => {
    const { callId, sid } = await told('in-progress');
    twilio.endCall.mockResolvedValue(answer(sid, 'in-progress'));
    for (let n = 0; n < 3; n += 1)
      expect(callStatus((await control.end(sid, 'hangup')).call)).toBe('in-progress');
    const kept = await calls.findWithEvents(callId);
    expect(kept?.attempts[0]?.events?.map(({ kind }) => kind)).toEqual(['status', 'hangup']);
    expect(kept?.steps?.map(({ kind }) => kind)).toEqual(['hangup']);
    await news.learn({ callId, n: 1, sid }, someEvent({ status: 'completed' }));
    expect(callStatus((await control.end(sid, 'hangup')).call)).toBe('completed');
  });

  it('is too late for a call that ended by itself, as known here or at Twilio alone', async () => {
    const known = await told('completed');
    await expect(control.end(known.sid, 'hangup')).rejects.toThrow('Call has already ended: completed');
    const { callId, sid } = await told('in-progress');
    twilio.endCall.mockRejectedValueOnce(tooLate);
    twilio.fetchCall.mockResolvedValueOnce(answer(sid, 'completed'));
    for (let n = 0; n < 2; n += 1)
      await expect(control.end(sid, 'hangup')).rejects.toThrow('Call has already ended: completed');
    await expect(statusNow(callId)).resolves.toBe('completed');
    expect(twilio.endCall).toHaveBeenCalledTimes(1);
  });

  it('is fulfilled where an earlier request was cut off, and may be what ended the call', async () => {
    const { sid } = await told('in-progress');
    twilio.endCall.mockRejectedValueOnce(unreachable).mockRejectedValueOnce(tooLate);
    await expect(control.end(sid, 'hangup')).rejects.toBe(unreachable);
    twilio.fetchCall.mockResolvedValueOnce(answer(sid, 'completed'));
    expect(callStatus((await control.end(sid, 'hangup')).call)).toBe('completed');
  });

  it('is fulfilled for each of two requests at once', async () => {
    const { sid } = await told('in-progress');
    twilio.endCall.mockResolvedValueOnce(answer(sid, 'completed')).mockRejectedValueOnce(tooLate);
    twilio.fetchCall.mockResolvedValueOnce(answer(sid, 'completed'));
    const ended = await Promise.all([control.end(sid, 'hangup'), control.end(sid, 'hangup')]);
    expect(ended.map(({ call }) => callStatus(call))).toEqual(['completed', 'completed']);
  });

  it('passes on what Twilio refuses for no reason that its own state shows', async () => {
    const { callId, sid } = await told('in-progress');
    twilio.endCall.mockRejectedValueOnce(tooLate);
    twilio.fetchCall.mockResolvedValueOnce(answer(sid, 'in-progress'));
    await expect(control.end(sid, 'hangup')).rejects.toBe(tooLate);
    // The wish stands: it is asked for again, and nothing is said to the callee.
    expect(standingWish((await calls.findWithEvents(callId))!)).toBe('hangup');
  });
});

describe('cancelling', () => {
  it.each(['initiated', 'ringing'] as const)(
    'ends a call that is %s; again it is as wished',
    async (status) => {
      const { sid } = await told(status);
      twilio.endCall.mockResolvedValueOnce(answer(sid, 'canceled'));
      for (let n = 0; n < 2; n += 1)
        expect(callStatus((await control.end(sid, 'cancel')).call)).toBe('canceled');
      expect(twilio.endCall.mock.calls).toEqual([[sid, 'canceled']]);
    },
  );

  it('is too late for a call that was answered, as known here or at Twilio alone', async () => {
    const known = await told('in-progress');
    await expect(control.end(known.sid, 'cancel')).rejects.toThrow('Call is in progress: hang up instead');
    const { callId, sid } = await told('ringing');
    twilio.endCall.mockRejectedValueOnce(tooLate);
    twilio.fetchCall.mockResolvedValueOnce(answer(sid, 'in-progress'));
    await expect(control.end(sid, 'cancel')).rejects.toThrow('Call is in progress: hang up instead');
    await expect(statusNow(callId)).resolves.toBe('in-progress');
  });

  it.each(['completed', 'busy', 'no-answer', 'failed'] as const)('is too late for one %s', async (status) => {
    const { sid } = await told(status);
    await expect(control.end(sid, 'cancel')).rejects.toThrow(`Call has already ended: ${status}`);
  });
});

describe('a hangup and a cancel of one call', () => {
  it('leave the hangup as what is wished, whichever came first; each is kept once', async () => {
    for (const order of [['hangup', 'cancel'] as const, ['cancel', 'hangup'] as const]) {
      const { callId, sid } = await told('ringing');
      twilio.endCall.mockResolvedValue(answer(sid, 'ringing'));
      for (const kind of [...order, ...order]) await control.end(callId, kind);
      const call = await calls.findWithEvents(callId);
      expect(call?.wish?.kind).toBe('hangup');
      expect(call?.steps?.map(({ kind }) => kind)).toEqual(order);
    }
  });
});

describe('a call that may be dialled again', () => {
  const retry = {
    maxAttempts: 3,
    on: ['busy' as const, 'no-answer' as const],
    delaySeconds: 60,
    backoff: 'fixed' as const,
  };
  const plan = { machineDetection: 'none' as const, priority: 0, retry };
  /** One whose first attempt is known to stand so; what follows its end is not settled by anyone. */
  const planned = async (...statuses: CallStatus[]) => {
    const call = someCall({ plan });
    const ref = { callId: call.id, n: 1, sid: someSid() };
    await calls.insert(call);
    for (const status of statuses) await news.learn({ ...ref, hasPlan: false }, someEvent({ status }));
    return ref;
  };
  const isOver = async ({ callId }: { callId: string }) => {
    const call = (await calls.findById(callId))!;
    expect(call).not.toHaveProperty('queue');
    return call.over?.code;
  };

  it.each(['hangup', 'cancel'] as const)(
    'is not, after a %s that comes when the callee is just busy',
    async (kind) => {
      const ref = await planned('ringing');
      twilio.endCall.mockRejectedValueOnce(tooLate);
      twilio.fetchCall.mockResolvedValueOnce(answer(ref.sid, 'busy'));
      for (let n = 0; n < 2; n += 1)
        expect(callStatus((await control.end(ref.callId, kind)).call)).toBe('busy');
      await expect(isOver(ref)).resolves.toBe('client-ended');
    },
  );

  it('is not, after a hangup that Twilio took before the attempt ended as no-answer', async () => {
    const ref = await planned('ringing');
    twilio.endCall.mockResolvedValueOnce(answer(ref.sid, 'ringing'));
    await control.end(ref.callId, 'hangup');
    await news.learn(ref, someEvent({ status: 'no-answer' }));
    await expect(isOver(ref)).resolves.toBe('client-ended');
  });

  it.each(['hangup', 'cancel'] as const)(
    'is not, after a %s between the end and what follows from it',
    async (kind) => {
      const ref = await planned('no-answer');
      await expect(isOver(ref)).resolves.toBeUndefined();
      expect(callStatus((await control.end(ref.callId, kind)).call)).toBe('no-answer');
      await expect(isOver(ref)).resolves.toBe('client-ended');
      expect(twilio.endCall).not.toHaveBeenCalled();
    },
  );

  it('is not, though Twilio could not be asked to end it, and the client was told so', async () => {
    const ref = await planned('ringing');
    twilio.endCall.mockRejectedValueOnce(unreachable);
    await expect(control.end(ref.callId, 'hangup')).rejects.toBe(unreachable);
    await news.learn(ref, someEvent({ status: 'busy' }));
    await expect(isOver(ref)).resolves.toBe('client-ended');
  });

  it('tells the truth where a cancel comes when all is over', async () => {
    const ref = await planned('ringing');
    await news.learn(ref, someEvent({ status: 'completed' }));
    await expect(control.end(ref.callId, 'cancel')).rejects.toThrow('Call has already ended: completed');
    await expect(isOver(ref)).resolves.toBe('ended');
  });
});

describe('either', () => {
  it.each(['hangup', 'cancel'] as const)(
    'is not said to be done where Twilio denies to know a call that goes on: the %s is kept, and asked for again',
    async (kind) => {
      const { callId, sid } = await told('ringing');
      twilio.endCall.mockRejectedValueOnce(new TwilioError('refused', { code: 20404, message: 'Not found' }));
      await expect(control.end(callId, kind)).rejects.toMatchObject({
        kind: 'unavailable',
        retryAfterSeconds: 5,
        message: 'Twilio gave no clear answer: it does not know the call at this moment',
      });
      expect(standingWish((await calls.findWithEvents(callId))!)).toBe(kind);
      const status = kind === 'hangup' ? 'completed' : 'canceled';
      twilio.endCall.mockResolvedValueOnce(answer(sid, status));
      expect(callStatus((await control.end(callId, kind)).call)).toBe(status);
      expect(twilio.endCall).toHaveBeenCalledTimes(2);
    },
  );

  it('is done where Twilio knows the call no more and it has ended meanwhile', async () => {
    const ref = await told('ringing');
    twilio.endCall.mockImplementationOnce(async () => {
      await news.learn(ref, someEvent({ status: 'busy' }));
      throw new TwilioError('refused', { code: 20404, message: 'Not found' });
    });
    for (let n = 0; n < 2; n += 1)
      expect(callStatus((await control.end(ref.callId, 'hangup')).call)).toBe('busy');
    expect(twilio.endCall).toHaveBeenCalledTimes(1);
  });

  it('waits until it is known whether Twilio dialled', async () => {
    const call = someCall();
    await calls.insert(call);
    for (const wish of ['hangup', 'cancel'] as const)
      await expect(control.end(call.id, wish)).rejects.toThrow(
        'Call cannot be ended yet: whether Twilio has dialled it is not known',
      );
  });

  it('throws for an unknown call', async () => {
    await expect(control.end('nothing', 'hangup')).rejects.toThrow('Call not found: nothing');
  });
});
