import { beforeEach, describe, expect, it } from '@jest/globals';
import { callStatus } from '../calls/model/call.js';
import type { WishKind } from '../calls/model/call-step.js';
import { answerNews, foundNews, refusalNews } from '../calls/news/call-news.js';
import { timelineOf } from '../calls/timeline/timeline.js';
import { toCallDto } from '../calls/view/call.mapper.js';
import { someEvent } from '../calls/testing/call.factory.js';
import { somePlan } from './testing/some-plan.js';
import { atTwilio, LATE, listing, NOT_FOUND, VOICE } from './testing/reconciliation-room.js';
import { roomInStandingTime } from './testing/standing-room.js';
import { HOUR_MS, MINUTE_MS, pass } from './testing/standing-time.js';

const room = roomInStandingTime();

describe('a call that Twilio denies to know', () => {
  const look = async (times = 1) => {
    for (let n = 0; n < times; n += 1) {
      pass(3 * MINUTE_MS);
      await room.reconciler.reconcile();
    }
  };
  beforeEach(() => {
    room.twilio.fetchCall.mockRejectedValue(NOT_FOUND);
    room.twilio.isHealthy.mockResolvedValue(true);
  });

  it('is over after a second look, minutes later, and is not dialled again', async () => {
    const plan = somePlan({ retry: { maxAttempts: 3, on: ['failed'], delaysSeconds: [0] } });
    const { id } = await room.told([{ status: 'ringing' }], { plan });
    await look();
    await expect(room.statusNow(id)).resolves.toBe('ringing');
    await look();
    await expect(room.statusNow(id)).resolves.toBe('failed');
    expect(await room.callOf(id)).toMatchObject({ over: { code: 'never-repeated' } });
    expect((await room.callOf(id)).wait).toBeUndefined();
    await look(25);
    expect(room.twilio.isHealthy).toHaveBeenCalledTimes(1);
  });

  it('counts from the first denial, whatever is asked and answered in between', async () => {
    const { id } = await room.told([{ status: 'ringing' }]);
    for (const answer of [NOT_FOUND, LATE, NOT_FOUND, NOT_FOUND]) {
      await expect(room.statusNow(id)).resolves.toBe('ringing');
      pass(MINUTE_MS);
      room.twilio.fetchCall.mockRejectedValue(answer);
      await room.reconciler.sync(id).catch(() => undefined);
    }
    await expect(room.statusNow(id)).resolves.toBe('failed');
  });

  it('stays as it was found, and is asked about less and less, where Twilio denies it once more', async () => {
    const { id, sid } = await room.told([{ status: 'ringing' }]);
    await look(2);
    await expect(room.statusNow(id)).resolves.toBe('failed');
    await room.news.learn(
      { callId: id, n: 1, sid },
      foundNews(atTwilio(sid, { status: 'ringing', price: null })),
    );
    await look(4);
    await expect(room.statusNow(id)).resolves.toBe('ringing');
    expect((await room.callOf(id)).attempts[0]?.asked?.status?.tries).toBeGreaterThan(1);
  });

  it('goes on while the account does not answer', async () => {
    const { id } = await room.told([{ status: 'ringing' }]);
    room.twilio.isHealthy.mockResolvedValue(false);
    await look(5);
    await expect(room.statusNow(id)).resolves.toBe('ringing');
    room.twilio.isHealthy.mockResolvedValue(true);
    await look(10);
    await expect(room.statusNow(id)).resolves.toBe('failed');
  });

  it('goes on where it was made a moment ago, whatever the call is that it belongs to', async () => {
    const { id } = await room.told([{ status: 'ringing' }]);
    await room.reconciler.sync(id);
    pass(3 * MINUTE_MS);
    const stored = room.calls.stored(id);
    stored.attempts[0]!.createdAt = new Date();
    await room.reconciler.sync(id);
    await expect(room.statusNow(id)).resolves.toBe('ringing');
  });

  it('keeps the end that it had, asked by whomever', async () => {
    const { id } = await room.told([VOICE, { status: 'completed' }], { recordingEnabled: false });
    await look(10);
    await room.reconciler.sync(id);
    pass(HOUR_MS);
    await room.reconciler.sync(id);
    await expect(room.statusNow(id)).resolves.toBe('completed');
    expect(room.twilio.isHealthy).not.toHaveBeenCalled();
  });

  it('is taken back by a callback of its end, and by Twilio that knows it again', async () => {
    const [first, second] = [
      await room.told([{ status: 'ringing' }]),
      await room.told([{ status: 'ringing' }]),
    ];
    await look(2);
    await room.news.learn(first, someEvent({ status: 'busy', receivedAt: new Date() }));
    await expect(room.statusNow(first.id)).resolves.toBe('busy');
    pass(1);
    await room.news.learn(second, someEvent({ status: 'in-progress', receivedAt: new Date() }));
    room.twilio.fetchCall.mockResolvedValue(atTwilio(second.sid, { status: 'in-progress', price: null }));
    await look();
    await expect(room.statusNow(second.id)).resolves.toBe('in-progress');
    room.twilio.fetchCall.mockResolvedValue(atTwilio(second.sid));
    room.twilio.listNotifications.mockResolvedValue(listing());
    room.twilio.listRecordings.mockResolvedValue(listing());
    await look();
    await expect(room.statusNow(second.id)).resolves.toBe('completed');
  });

  it('is answered to who asks for it as it stands', async () => {
    const { id } = await room.told([{ status: 'ringing' }]);
    await expect(room.reconciler.sync(id)).resolves.toBeUndefined();
    room.twilio.fetchCall.mockRejectedValue(LATE);
    await expect(room.reconciler.sync(id)).rejects.toBe(LATE);
  });
});

describe('a call that a client wants to end', () => {
  const look = async () => {
    pass(2 * MINUTE_MS);
    await room.reconciler.reconcile();
  };
  const wished = async (id: string, kind: WishKind) =>
    room.events.record({
      kind: 'wished',
      callId: id,
      attempts: 1,
      isLive: true,
      wish: { kind, at: new Date() },
    });
  const goesOn = (sid: string, status: string) =>
    room.twilio.fetchCall.mockResolvedValue(atTwilio(sid, { status, price: null, durationSeconds: null }));

  it('is ended by whoever sees that it goes on, once a look, until Twilio tells its end', async () => {
    const { id, sid } = await room.told([{ status: 'ringing' }], { recordingEnabled: false });
    await wished(id, 'hangup');
    goesOn(sid, 'in-progress');
    room.twilio.endCall.mockRejectedValueOnce(NOT_FOUND);
    await look();
    await expect(room.statusNow(id)).resolves.toBe('in-progress');
    room.twilio.endCall.mockResolvedValue(atTwilio(sid, { status: 'completed' }));
    for (const looks of [2, 3]) {
      await look();
      expect(room.twilio.endCall.mock.calls).toEqual(Array.from({ length: looks }, () => [sid, 'completed']));
      await expect(room.statusNow(id)).resolves.toBe('completed');
    }
    room.twilio.fetchCall.mockResolvedValue(atTwilio(sid, { status: 'no-answer', price: null }));
    await look();
    await look();
    await expect(room.statusNow(id)).resolves.toBe('no-answer');
    expect(room.twilio.endCall).toHaveBeenCalledTimes(3);
  });

  it('has its status learnt, and is asked about as soon again, though Twilio cannot be asked to end it', async () => {
    const { id, sid } = await room.told([{ status: 'ringing' }], { recordingEnabled: false });
    await wished(id, 'hangup');
    goesOn(sid, 'in-progress');
    room.twilio.endCall.mockRejectedValue(LATE);
    await look();
    const [attempt] = (await room.callOf(id)).attempts;
    expect(attempt?.asked?.status).toMatchObject({ tries: 0 });
    await look();
    expect(room.twilio.endCall).toHaveBeenCalledTimes(2);
  });

  it('is canceled while nobody has answered, and not after; nor where Twilio has refused', async () => {
    const { id, sid } = await room.told([{ status: 'ringing' }], { recordingEnabled: false });
    await wished(id, 'cancel');
    goesOn(sid, 'ringing');
    room.twilio.endCall.mockResolvedValue(atTwilio(sid, { status: 'ringing', price: null }));
    await look();
    expect(room.twilio.endCall.mock.calls).toEqual([[sid, 'canceled']]);
    goesOn(sid, 'in-progress');
    await look();
    const refused = await room.told([{ status: 'ringing' }], { recordingEnabled: false });
    await wished(refused.id, 'hangup');
    await room.news.learn(refused, refusalNews('hangup', '21220', 'Call is not in-progress'));
    await look();
    expect(room.twilio.endCall).toHaveBeenCalledTimes(1);
  });

  it.each(['before', 'after'])(
    'has the end that Twilio tells, not the one that it promised, told %s the promise',
    async (when) => {
      const ref = await room.told([{ status: 'ringing' }], { recordingEnabled: false });
      await wished(ref.id, 'cancel');
      const promise = answerNews('cancel', atTwilio(ref.sid, { status: 'canceled', durationSeconds: 0 }));
      const end = someEvent({ status: 'completed', durationSeconds: 33, receivedAt: new Date() });
      for (const event of when === 'before' ? [end, promise] : [promise, end])
        await room.news.learn(ref, event);
      const call = await room.callOf(ref.id);
      expect(toCallDto({ call, userId: 'u', recordings: [], feedback: null })).toMatchObject({
        status: 'completed',
        duration: 33,
      });
      room.twilio.listNotifications.mockResolvedValue(listing());
      room.twilio.fetchCall.mockResolvedValue(atTwilio(ref.sid, { durationSeconds: 33 }));
      pass(12 * MINUTE_MS);
      await room.reconciler.reconcile();
      expect(
        toCallDto({ call: await room.callOf(ref.id), userId: 'u', recordings: [], feedback: null }),
      ).toMatchObject({ status: 'completed', price: '-0.01400' });
    },
  );
});

describe('a call that was completed though Twilio never asked what to say', () => {
  const logged = (errorCode: number, sid = `NO${errorCode}`) => ({
    sid,
    errorCode,
    message: 'HTTP connection failure',
    url: 'https://atlas.example.com/twilio/voice',
    loggedAt: new Date(),
  });

  it('says why in words, tells the breaker once, and is answered all the same', async () => {
    const plan = somePlan({ retry: { maxAttempts: 3, on: ['failed', 'no-answer'], delaysSeconds: [0] } });
    const { id } = await room.told([{ status: 'completed' }], { plan, recordingEnabled: false });
    room.twilio.listNotifications.mockResolvedValue(listing(logged(11205), logged(15003)));
    pass(2 * MINUTE_MS);
    await room.reconciler.reconcile();
    const call = await room.callOf(id);
    expect(toCallDto({ call, userId: 'u', recordings: [], feedback: null }).explanations).toEqual([
      expect.objectContaining({ kind: 'twilio', code: '11205', fix: expect.any(String) }),
    ]);
    const { events } = timelineOf({ call, recordings: [], mismatched: [] });
    expect(events.slice(-2)).toEqual([
      expect.objectContaining({ kind: 'notification', source: 'api', errorCode: '11205' }),
      expect.objectContaining({ kind: 'notification', errorCode: '15003' }),
    ]);
    expect(events.some(({ ignored }) => ignored)).toBe(false);
    expect(room.dispatch.reportFault).toHaveBeenCalledTimes(1);
    expect(callStatus(call)).toBe('completed');
    expect(call.over).toMatchObject({ code: 'ended' });
    // As if it was cut short before it was stored that this was asked for.
    delete room.calls.stored(id).attempts[0]!.asked;
    room.twilio.fetchCall.mockResolvedValue(atTwilio(call.attempts[0]!.sid!));
    await room.reconciler.sync(id);
    expect(room.twilio.listNotifications).toHaveBeenCalledTimes(2);
    expect(room.dispatch.reportFault).toHaveBeenCalledTimes(1);
  });

  it('is nobody’s fault where Twilio logged nothing, or what is none of ours', async () => {
    await room.told([{ status: 'completed', price: '-0.01' }], { recordingEnabled: false });
    room.twilio.listNotifications
      .mockResolvedValueOnce(listing())
      .mockResolvedValueOnce(listing(logged(13225)));
    for (const minutes of [2, 4, 60]) {
      pass(minutes * MINUTE_MS);
      await room.reconciler.reconcile();
    }
    expect(room.dispatch.reportFault).not.toHaveBeenCalled();
    expect(room.twilio.listNotifications).toHaveBeenCalledTimes(2);
  });

  it('says so where Twilio asked and the answer was lost, without telling the breaker; its log is read once', async () => {
    const { id } = await room.told([VOICE, { status: 'completed', price: '-0.01' }], {
      recordingEnabled: false,
    });
    room.twilio.listNotifications.mockResolvedValue(listing(logged(11205)));
    for (const minutes of [2, 9, 60]) {
      pass(minutes * MINUTE_MS);
      await room.reconciler.reconcile();
    }
    const call = await room.callOf(id);
    expect(call.attempts[0]?.events?.at(-1)).toMatchObject({ kind: 'notification', errorCode: 11205 });
    expect(call.check).toBeUndefined();
    expect(room.twilio.listNotifications).toHaveBeenCalledTimes(1);
    expect(room.dispatch.reportFault).not.toHaveBeenCalled();
  });
});
