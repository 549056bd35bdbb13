import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { someRecordingSid } from '../recordings/testing/recordings.factory.js';
import type { TwilioRecording } from '../twilio/twilio-recording.js';
import { TwilioError } from '../twilio/twilio.errors.js';
import { HOLD_MS, LATE_MS } from './erasing.service.js';
import { erasureOf, goOn, later, openPrivacyRoom, plant, readyRoom } from './testing/privacy-room.js';

const WAIT_MS = 5_000;
const AFTER_FAILURE_MS = 30_000;

let warn: jest.SpiedFunction<(...said: unknown[]) => void>;
beforeEach(() => {
  warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  warn.mockClear();
});

describe('an erasure that fails', () => {
  it('tells so, waits for a while, and tells it no more once it goes on', async () => {
    const { room, user } = await readyRoom();
    await room.erasures.replace({ ...erasureOf(room, user.id), step: 'rest' });
    const failure = new Error('Ada, +14155550177');
    jest.spyOn(room.collections, 'erase').mockRejectedValueOnce(failure);
    const failed = await goOn(room, 0);
    expect(failed).toMatchObject({ step: 'rest', nextAt: later(room, AFTER_FAILURE_MS) });
    expect(failed.problem).toMatch(/log/);
    expect(failed.problem).not.toMatch(/Ada|0177/);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining(failed.id), failure);
    await expect(goOn(room, AFTER_FAILURE_MS - 1)).resolves.toEqual(failed);
    const waiting = await goOn(room, 1);
    expect(waiting.step).toBe('late');
    expect(waiting).not.toHaveProperty('problem');
  });

  it('tells what Atlas has a word for, and is gone on with also where that cannot be stored', async () => {
    const { room } = await readyRoom();
    const failure = Object.assign(new Error('ECONNREFUSED'), { name: 'MongoNetworkError' });
    jest.spyOn(room.collections, 'count').mockRejectedValue(failure);
    await expect(goOn(room, 0)).resolves.toMatchObject({ problem: 'The database is not available' });
    const replace = jest.spyOn(room.erasures.constructor.prototype as typeof room.erasures, 'replace');
    replace.mockRejectedValueOnce(failure);
    await expect(goOn(room, AFTER_FAILURE_MS)).resolves.toMatchObject({ step: 'account' });
    replace.mockRestore();
  });

  it('is no failure of who has lost it', async () => {
    const { room } = await readyRoom();
    const slow = await room.erasures.claim(later(room, 0), later(room, 0));
    await goOn(room, 0);
    await room.erasing.goOn(slow!);
    expect(warn).not.toHaveBeenCalled();
  });

  it('tells why a call cannot be ended, while another is', async () => {
    const room = await openPrivacyRoom();
    const { user } = await plant(room);
    const refused = new TwilioError('unsent', { code: 'ECONNREFUSED', message: 'refused' });
    room.twilio.endCall.mockRejectedValue(refused);
    await room.erasures.insert(erasureOf(room, user.id));
    const waiting = await goOn(room, 0);
    expect(waiting).toMatchObject({ waitingFor: 1, nextAt: later(room, WAIT_MS) });
    expect(waiting.problem).toMatch(/Twilio/);
  });
});

it('an erasure is left at once by an instance that stops, and gone on with by another', async () => {
  const { room } = await readyRoom();
  const left = await goOn(room, 0, AbortSignal.abort());
  expect(left).toMatchObject({ batch: { next: 'calls' }, nextAt: later(room, 0) });
  expect(warn).not.toHaveBeenCalled();
  await expect(goOn(room, 0)).resolves.toMatchObject({ step: 'late' });
});

it('who has erased something renews nothing afterwards', async () => {
  const { room } = await readyRoom();
  jest.useFakeTimers();
  await goOn(room, 0);
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

it('the last look is at its time, and not before', async () => {
  const { room } = await readyRoom();
  const { lateAt } = await goOn(room, 0);
  expect(lateAt).toEqual(later(room, LATE_MS));
  await room.erasures.replace({ ...(await goOn(room, 0)), nextAt: later(room, 0) });
  await expect(goOn(room, 1)).resolves.toMatchObject({ step: 'late', nextAt: lateAt });
});

it('Twilio is asked once what it has of each call, and of one that was on hold once it is erased', async () => {
  const { room, live } = await readyRoom();
  const asked: string[] = [];
  room.twilio.listRecordings.mockImplementation(async (sid) => {
    asked.push(sid);
    const found = { sid: someRecordingSid() } as TwilioRecording;
    return { items: sid === live.sid ? [found] : [], isWhole: true };
  });
  await room.holds.put(live.callId, 'a lawsuit');
  await goOn(room, 0);
  await room.removal.tryAgain();
  const onHold = await goOn(room, LATE_MS);
  expect(onHold.step).toBe('calls');
  expect(onHold).not.toHaveProperty('lateAt');
  const others = [...asked];
  expect(others.length).toBeGreaterThan(0);
  for (const ms of [HOLD_MS, LATE_MS]) await goOn(room, ms);
  expect(asked).toEqual(others);
  await room.holds.lift(live.callId);
  for (const ms of [HOLD_MS, LATE_MS]) await goOn(room, ms);
  expect(asked).toContain(live.sid);
});
