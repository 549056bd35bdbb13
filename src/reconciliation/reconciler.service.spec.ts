import { describe, expect, it } from '@jest/globals';
import { waitFor } from '../../test/support/wait-for.js';
import { newAttempt } from '../calls/model/call.js';
import { CheckSchedule } from '../calls/model/check-schedule.service.js';
import { someCall, someSid } from '../calls/testing/call.factory.js';
import { createEnvironment } from '../config/create-environment.js';
import type { TwilioCallback } from '../twilio/twilio-callback.js';
import type { TwilioRecording } from '../twilio/twilio-recording.js';
import { atTwilio, LATE, listing, NOT_FOUND, VOICE } from './testing/reconciliation-room.js';
import { roomInStandingTime } from './testing/standing-room.js';
import { HOUR_MS, MINUTE_MS, pass, START } from './testing/standing-time.js';

const RECORDING_SID = `RE${'0123456789abcdef'.repeat(2)}`;

const room = roomInStandingTime();

const askedOf = async (id: string) => (await room.callOf(id)).attempts[0]?.asked;
const recordingAtTwilio = (callSid: string, changes: Partial<TwilioRecording> = {}): TwilioRecording => ({
  sid: RECORDING_SID,
  callSid,
  status: 'completed',
  durationSeconds: 7,
  url: 'https://api.twilio.com/recording',
  channels: 1,
  source: 'RecordVerb',
  errorCode: null,
  startTime: new Date(),
  dateCreated: new Date(),
  price: null,
  priceUnit: null,
  ...changes,
});

describe('a call whose news were lost', () => {
  it('is asked about after the quiet time, and its end and recording are found at once', async () => {
    const { id, sid } = await room.told([{ status: 'ringing' }, VOICE]);
    await expect(room.reconciler.reconcile()).resolves.toEqual({ checked: 0, repaired: 0 });
    pass(10 * MINUTE_MS);
    room.twilio.fetchCall.mockResolvedValue(atTwilio(sid, { endTime: new Date(START.getTime() + 9_000) }));
    room.twilio.listRecordings.mockResolvedValue(listing(recordingAtTwilio(sid, { durationSeconds: 500 })));
    await expect(room.reconciler.reconcile()).resolves.toEqual({ checked: 1, repaired: 1 });
    await expect(room.statusNow(id)).resolves.toBe('completed');
    expect((await room.recordings.findByCallIds([id])).get(id)).toHaveLength(1);
    expect(room.calls.isMarked(await room.callOf(id), 'hasRecording')).toBe(true);
    expect((await room.callOf(id)).check).toBeUndefined();
    expect(room.twilio.fetchCall).toHaveBeenCalledTimes(1);
  });

  it('is given what waited for its SID when a crash came between', async () => {
    const { calls, news, unmatched, twilio } = room;
    const call = someCall({ recordingEnabled: false });
    const sid = someSid();
    await calls.insert(call);
    const status = (CallStatus: string, callId?: string): TwilioCallback => ({
      kind: 'status',
      callId,
      attempt: 1,
      params: { CallSid: sid, CallStatus },
      receivedAt: new Date(),
    });
    await news.accept(status('busy'));
    const findWaiting = unmatched.findWaiting.bind(unmatched);
    unmatched.findWaiting = () => Promise.reject(new Error('killed'));
    await expect(news.accept(status('ringing', call.id))).rejects.toThrow('killed');
    unmatched.findWaiting = findWaiting;
    twilio.fetchCall.mockResolvedValue(
      atTwilio(sid, { status: 'ringing', durationSeconds: null, price: null }),
    );
    pass(2 * MINUTE_MS);
    await room.reconciler.reconcile();
    await expect(room.statusNow(call.id)).resolves.toBe('busy');
    await expect(unmatched.findWaiting(sid)).resolves.toEqual([]);
  });

  it('is asked about at once, however many prices are due for longer, and whose answers are slow', async () => {
    const ended = [VOICE, { status: 'completed' as const }];
    for (let n = 0; n < 50; n += 1) await room.told(ended, { recordingEnabled: false });
    pass(2 * MINUTE_MS);
    await room.reconciler.reconcile();
    const live = await room.told([{ status: 'ringing' }]);
    pass(HOUR_MS);
    const asked: string[] = [];
    let answer = (): void => undefined;
    const slow = new Promise<void>((resolve) => (answer = resolve));
    room.twilio.fetchCall.mockImplementation(async (sid) => {
      asked.push(sid);
      if (sid !== live.sid) await slow;
      return atTwilio(sid, { status: 'busy' });
    });
    const reconciled = room.reconciler.reconcile();
    await waitFor('the prices to be asked for', async () => asked.length >= 20);
    expect(asked).toContain(live.sid);
    // Whatever place there is, is taken.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const others: string[] = [];
    for (let n = 0; n < 10; n += 1) {
      const attempts = [newAttempt(1, START)];
      others.push((await room.told([{ status: 'ringing', receivedAt: START }], { attempts })).sid);
    }
    await waitFor('the others to be asked about', async () => others.every((sid) => asked.includes(sid)));
    answer();
    await expect(reconciled).resolves.toMatchObject({ checked: 61 });
  });
});

it('a missing end is found though the questions about requests without a clear answer hang', async () => {
  const check = new CheckSchedule(createEnvironment({ ENVIRONMENT: 'test' })).first(START);
  for (let n = 0; n < 60; n += 1) await room.calls.insert({ ...someCall({}, START), check });
  let answer = (): void => undefined;
  const slow = new Promise<void>((resolve) => (answer = resolve));
  room.twilio.listCalls.mockImplementation(async () => {
    await slow;
    return [];
  });
  room.twilio.fetchCall.mockImplementation(async (sid) => atTwilio(sid, { status: 'busy' }));
  pass(HOUR_MS);
  const reconciled = room.reconciler.reconcile();
  // Whatever place there is, is taken.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const attempts = [newAttempt(1, START)];
  const live = await room.told([{ status: 'ringing', receivedAt: START }], { attempts });
  await waitFor('its end to be found', async () => (await room.statusNow(live.id)) === 'busy');
  answer();
  await expect(reconciled).resolves.toMatchObject({ checked: 61 });
});

describe('each part', () => {
  it.each([
    ['a time-out', LATE],
    ['a 404', NOT_FOUND],
    ['a fault of ours', new TypeError('a fault of ours')],
  ])('is asked for though another ends with %s', async (_name, failure) => {
    const { id, sid } = await room.told([{ status: 'ringing' }]);
    pass(HOUR_MS);
    const endTime = new Date(Date.now() - 10 * MINUTE_MS);
    room.twilio.fetchCall.mockResolvedValue(atTwilio(sid, { endTime, price: null }));
    room.twilio.listRecordings.mockRejectedValue(failure);
    room.twilio.listNotifications.mockRejectedValue(failure);
    await room.reconciler.reconcile();
    await expect(room.statusNow(id)).resolves.toBe('completed');
    const failed = { tries: 1, at: new Date() };
    await expect(askedOf(id)).resolves.toMatchObject({ recordings: failed, notifications: failed });
    const next = new Date(Date.now() + 4 * MINUTE_MS);
    expect((await room.callOf(id)).check).toEqual({ urgency: 1, at: next });
  });

  it('waits for its own time, longer each time that it is asked for in vain', async () => {
    const { id, sid } = await room.told([VOICE, { status: 'completed' }]);
    room.twilio.listRecordings.mockRejectedValue(LATE);
    const asked: number[] = [];
    for (let minute = 0; minute < 60; minute += 1) {
      pass(MINUTE_MS);
      room.twilio.fetchCall.mockResolvedValue(atTwilio(sid, { price: null }));
      room.twilio.listRecordings.mockClear();
      await room.reconciler.reconcile();
      if (room.twilio.listRecordings.mock.calls.length > 0) asked.push(minute + 1);
    }
    expect(asked).toEqual([2, 6, 14, 30]);
    expect(room.twilio.fetchCall).toHaveBeenCalledTimes(2);
    await expect(askedOf(id)).resolves.toMatchObject({ recordings: { tries: 4 }, price: { tries: 2 } });
  });

  it('does not hold up other calls, nor does a database that fails for one of them', async () => {
    const [first, second] = [
      await room.told([{ status: 'ringing' }]),
      await room.told([{ status: 'ringing' }]),
    ];
    pass(2 * MINUTE_MS);
    room.twilio.fetchCall.mockImplementation(async (sid) => atTwilio(sid, { status: 'busy' }));
    const learn = room.news.attachWaiting.bind(room.news);
    room.news.attachWaiting = async (sid) => {
      if (sid === first.sid) throw new Error('the database is away');
      await learn(sid);
    };
    await expect(room.reconciler.reconcile()).resolves.toEqual({ checked: 1, repaired: 1 });
    await expect(room.statusNow(second.id)).resolves.toBe('busy');
    await expect(room.statusNow(first.id)).resolves.toBe('ringing');
    expect((await room.callOf(first.id)).check?.at).toEqual(new Date(Date.now() + MINUTE_MS));
  });

  it('is over once Twilio lists nothing some minutes after the end', async () => {
    const { id } = await room.told([VOICE, { status: 'completed', price: '-0.01' }]);
    room.twilio.listRecordings.mockResolvedValue(listing());
    room.twilio.listNotifications.mockResolvedValue(listing());
    pass(2 * MINUTE_MS);
    await room.reconciler.reconcile();
    expect((await room.callOf(id)).check).toEqual({ urgency: 1, at: new Date(Date.now() + 4 * MINUTE_MS) });
    pass(4 * MINUTE_MS);
    await room.reconciler.reconcile();
    expect((await room.callOf(id)).check).toEqual({ urgency: 2, at: new Date(Date.now() + 4 * MINUTE_MS) });
    pass(4 * MINUTE_MS);
    await room.reconciler.reconcile();
    expect((await room.callOf(id)).check).toBeUndefined();
    await expect(askedOf(id)).resolves.toMatchObject({ recordings: { done: true } });
  });

  it('goes on while a recording is not over, however long ago the end was', async () => {
    const { id, sid } = await room.told([VOICE, { status: 'completed', price: '-0.01' }]);
    room.twilio.listRecordings.mockResolvedValue(listing(recordingAtTwilio(sid, { status: 'processing' })));
    pass(HOUR_MS);
    await room.reconciler.reconcile();
    expect((await askedOf(id))?.recordings).toEqual({ tries: 1, at: new Date() });
  });

  it('goes on while some of its list could not be read; what was read is kept', async () => {
    const { id, sid } = await room.told([VOICE, { status: 'completed', price: '-0.01' }]);
    const going = recordingAtTwilio(sid, { status: 'absent' });
    room.twilio.listRecordings.mockResolvedValue({ items: [going], isWhole: false });
    room.twilio.listNotifications.mockResolvedValue({ items: [], isWhole: false });
    pass(HOUR_MS);
    await room.reconciler.reconcile();
    const inVain = { tries: 1, at: new Date() };
    expect((await askedOf(id))?.recordings).toEqual(inVain);
    expect((await room.recordings.findByCallIds([id])).get(id)).toMatchObject([{ sid: going.sid }]);
    const other = await room.told([VOICE, { status: 'completed', price: '-0.01' }], {
      recordingEnabled: false,
    });
    pass(HOUR_MS);
    await room.reconciler.reconcile();
    expect((await askedOf(other.id))?.notifications).toEqual({ tries: 1, at: new Date() });
    const done = { items: [recordingAtTwilio(sid)], isWhole: true };
    room.twilio.listRecordings.mockResolvedValue(done);
    room.twilio.listTranscriptions.mockResolvedValue({ items: [], isWhole: false });
    pass(HOUR_MS);
    await room.reconciler.reconcile();
    expect((await askedOf(id))?.transcriptions).toEqual({ tries: 1, at: new Date() });
  });

  it('of an attempt before the last is asked for too', async () => {
    const { id, sid } = await room.told([VOICE, { status: 'completed' }]);
    const call = room.calls.stored(id);
    call.attempts.push({ ...newAttempt(2, new Date()), submission: 'refused' });
    pass(HOUR_MS);
    room.twilio.listRecordings.mockResolvedValue(listing(recordingAtTwilio(sid, { durationSeconds: 500 })));
    room.twilio.fetchCall.mockResolvedValue(atTwilio(sid));
    await room.reconciler.reconcile();
    expect((await room.callOf(id)).attempts[0]).toMatchObject({ price: '-0.01400' });
    expect((await room.recordings.findByCallIds([id])).get(id)).toMatchObject([{ attempt: 1 }]);
  });

  it('fetches the text of a recording whose transcription was lost', async () => {
    const { id, sid } = await room.told([VOICE, { status: 'completed', price: '-0.01' }]);
    room.twilio.listRecordings.mockResolvedValue(listing(recordingAtTwilio(sid)));
    const [going, over] = (['in-progress', 'completed'] as const).map((status) => ({
      sid: `TR${'0'.repeat(32)}`,
      recordingSid: RECORDING_SID,
      status,
      text: status === 'completed' ? 'Hello.' : '',
      dateCreated: null,
    }));
    room.twilio.listTranscriptions.mockResolvedValueOnce(listing()).mockResolvedValueOnce(listing(going!));
    room.twilio.listTranscriptions.mockResolvedValueOnce(listing(over!));
    for (const minutes of [10, 4, 8]) {
      pass(minutes * MINUTE_MS);
      await room.reconciler.reconcile();
    }
    const [found] = (await room.recordings.findByCallIds([id])).get(id) ?? [];
    expect(found).toMatchObject({ transcriptionText: 'Hello.', durationSeconds: 7 });
    expect(room.twilio.listTranscriptions.mock.calls.map(([each]) => each)).toEqual([
      RECORDING_SID,
      RECORDING_SID,
      RECORDING_SID,
    ]);
    expect((await room.callOf(id)).check).toBeUndefined();
  });

  it('verifies what Twilio said to a wish, once', async () => {
    const taken = { kind: 'cancel', source: 'api', status: 'canceled' } as const;
    const { id, sid } = await room.told([{ status: 'ringing' }, taken], { recordingEnabled: false });
    await expect(room.statusNow(id)).resolves.toBe('canceled');
    pass(2 * MINUTE_MS);
    room.twilio.fetchCall.mockResolvedValue(atTwilio(sid, { status: 'no-answer', price: null }));
    await room.reconciler.reconcile();
    await expect(room.statusNow(id)).resolves.toBe('no-answer');
    expect((await room.callOf(id)).check).toBeUndefined();
  });
});
