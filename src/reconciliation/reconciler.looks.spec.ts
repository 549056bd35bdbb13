import { describe, expect, it, jest } from '@jest/globals';
import { waitFor } from '../../test/support/wait-for.js';
import { newQueuedCall } from '../calls/model/call.js';
import { atTwilio, LATE, listing, VOICE } from './testing/reconciliation-room.js';
import { roomInStandingTime } from './testing/standing-room.js';
import { HOUR_MS, MINUTE_MS, pass, START } from './testing/standing-time.js';

const room = roomInStandingTime();

describe('a call whose request to dial got no clear answer', () => {
  it('holds the place of another one until Twilio is asked first, and shows no trace of it', async () => {
    const request = { to: '+14155550123', userExternalId: 'ada', recordingEnabled: false };
    const call = newQueuedCall(request, { dueAt: START, why: 'pace' });
    await room.events.record({ kind: 'requested', call });
    await room.attempts.begin(call, 'term:1');
    await room.events.record({ kind: 'unclear', callId: call.id, key: 'term:1', checkAt: new Date() });
    room.twilio.listCalls.mockResolvedValue([]);
    await room.reconciler.reconcile();
    await expect(room.queue.countLive()).resolves.toBe(1);
    pass(2 * MINUTE_MS);
    await room.reconciler.reconcile();
    await expect(room.queue.countLive()).resolves.toBe(0);
    expect((await room.callOf(call.id)).attempts).toMatchObject([{ submission: 'unknown' }]);
  });
});

describe('an instance that stops', () => {
  it('claims no more calls', async () => {
    await room.told([{ status: 'ringing' }]);
    pass(HOUR_MS);
    await expect(room.reconciler.reconcile(AbortSignal.abort())).resolves.toMatchObject({ checked: 0 });
  });

  it('counts nothing that its end cuts off: the next instance asks at once', async () => {
    const { id } = await room.told([{ status: 'ringing' }]);
    pass(10 * MINUTE_MS);
    const stopping = new AbortController();
    room.twilio.fetchCall.mockImplementation(async () => {
      stopping.abort();
      throw LATE;
    });
    await room.reconciler.reconcile(stopping.signal);
    expect((await room.callOf(id)).attempts[0]?.asked).toBeUndefined();
    expect((await room.callOf(id)).check?.at.getTime()).toBeLessThanOrEqual(Date.now());
  });
});

describe('a look for missing ends alone', () => {
  it('leaves the others for later, and takes them when their time comes, however long it lasts', async () => {
    const { id: ended } = await room.told([VOICE, { status: 'completed' }], { recordingEnabled: false });
    pass(10 * MINUTE_MS);
    const checkOf = async () => (await room.callOf(ended)).check;
    const before = await checkOf();
    await room.reconciler.reconcile(undefined, performance.now() + HOUR_MS);
    await expect(checkOf()).resolves.toEqual(before);

    const { sid } = await room.told([{ status: 'ringing' }], { recordingEnabled: false });
    pass(10 * MINUTE_MS);
    room.twilio.listNotifications.mockResolvedValue(listing());
    let answer = (): void => undefined;
    const slow = new Promise<void>((resolve) => (answer = resolve));
    room.twilio.fetchCall.mockImplementation(async (asked) => {
      if (asked === sid) await slow;
      return atTwilio(asked);
    });
    const looking = room.reconciler.reconcile(undefined, performance.now() + 300);
    await waitFor('the slow question', async () => room.twilio.fetchCall.mock.calls.length > 0);
    expect(room.twilio.listNotifications).not.toHaveBeenCalled();
    jest.advanceTimersByTime(300);
    await waitFor(
      'the ended call to be looked into',
      async () => room.twilio.listNotifications.mock.calls.length > 0,
    );
    answer();
    await expect(looking).resolves.toMatchObject({ checked: 2 });
  });
});
