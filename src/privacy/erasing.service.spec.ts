import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { someCall, someEvent, someSid } from '../calls/testing/call.factory.js';
import { NO_TRACES } from '../common/personal-data.js';
import { PlanClock } from '../common/time/plan-clock.service.js';
import { someRecordingEvent } from '../recordings/testing/recordings.factory.js';
import { UsersService } from '../users/users.service.js';
import type { TwilioRecording } from '../twilio/twilio-recording.js';
import { TwilioError } from '../twilio/twilio.errors.js';
import { someTwilioCall } from '../twilio/testing/twilio-call.factory.js';
import { ELSEWHERE_MS, HOLD_MS, LATE_MS } from './erasing.service.js';
import type { ErasingRounds } from './erasing-rounds.service.js';
import { ErasuresService } from './erasures.service.js';
import { LEASE_MS } from './held-erasure.service.js';
import type { SubjectsService } from './subjects.service.js';
import {
  erasureOf,
  Fuse,
  goOn,
  HANDLE,
  later,
  NUMBER,
  openPrivacyRoom,
  plant,
  type PrivacyRoom,
  readyRoom,
} from './testing/privacy-room.js';

/** What is there of them, once and for all. */
const ERASED = {
  ...{ users: 1, do_not_call: 1, unmatched_events: 3 },
  ...{ calls: 4, feedback: 3, idempotency_keys: 3, lanes: 1, recordings: 1 },
};

const unreachable = new TwilioError('unsent', { code: 'ECONNREFUSED', message: 'refused' });

/** One process after the other goes on with the erasure, until it is done; each dies after so many steps. */
const eraseWith = async (deaths: number[]) => {
  const fuse = new Fuse();
  const room = await openPrivacyRoom(fuse);
  const { user, live } = await plant(room);
  room.twilio.endCall.mockImplementation(async (sid) => someTwilioCall(sid, 'completed'));
  room.twilio.deleteRecording.mockResolvedValue();
  await room.erasures.insert(erasureOf(room, user.id));
  for (let process = 0; process < 30; process += 1) {
    fuse.set(deaths[process] ?? Infinity);
    room.clock.pass(LEASE_MS);
    const claimed = await room.erasures
      .claim(later(room, LEASE_MS * 2), later(room, LEASE_MS))
      .catch(() => null);
    if (claimed) await room.erasing.goOn(claimed);
    fuse.set(Infinity);
    await room.removal.tryAgain();
    // Twilio tells of the end at some time.
    if (process === deaths.length) await room.news.learn(live, someEvent({ status: 'completed' }));
    const erasure = (await room.erasures.find('erasure'))!;
    if (erasure.step === 'done') return { room, erasure };
  }
  throw new Error('It never comes to an end');
};

const countsOf = async (room: PrivacyRoom) => {
  const callIds = room.calls.all().map(({ id }) => id);
  return room.collections.count({ ...NO_TRACES, callIds, handles: [HANDLE], numbers: [NUMBER] });
};

beforeAll(() => void jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined));

describe('an erasure', () => {
  it('takes something out of each collection, and tells how much', async () => {
    const { room, erasure } = await eraseWith([]);
    expect(erasure.erased).toEqual(ERASED);
    expect(erasure).not.toHaveProperty('whose');
    expect(erasure).not.toHaveProperty('nextAt');
    expect(JSON.stringify(erasure)).not.toMatch(/Ada|0177/);
    await expect(countsOf(room)).resolves.toEqual({});
  });

  it('waits while a call goes on, and says so', async () => {
    const room = await openPrivacyRoom();
    const { user } = await plant(room);
    room.twilio.endCall.mockImplementation(async (sid) => someTwilioCall(sid, 'completed'));
    await room.erasures.insert(erasureOf(room, user.id));
    const claimed = await room.erasures.claim(later(room, 0), later(room, LEASE_MS));
    await room.erasing.goOn(claimed!);
    await expect(room.erasures.find('erasure')).resolves.toMatchObject({ step: 'calls', waitingFor: 1 });
  });

  it('comes to the same end wherever processes die, however often', async () => {
    const deaths = fc.array(fc.nat({ max: 25 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(deaths, async (each) => {
        const { room, erasure } = await eraseWith(each);
        expect(erasure.erased).toEqual(ERASED);
        await expect(countsOf(room)).resolves.toEqual({});
      }),
      { numRuns: 60 },
    );
  });

  it('comes to the same end for a death at each of its steps', async () => {
    for (let step = 0; step < 70; step += 1) {
      const { room, erasure } = await eraseWith([step]);
      expect([step, erasure.erased]).toEqual([step, ERASED]);
      await expect(countsOf(room)).resolves.toEqual({});
    }
  });

  it('is left by who has lost it to another one, and done once', async () => {
    const room = await openPrivacyRoom();
    const { user, live } = await plant(room);
    await room.news.learn(live, someEvent({ status: 'completed' }));
    await room.erasures.insert(erasureOf(room, user.id));
    const slow = await room.erasures.claim(later(room, 0), later(room, LEASE_MS));
    const quick = await room.erasures.claim(later(room, LEASE_MS), later(room, 2 * LEASE_MS));
    room.twilio.deleteRecording.mockResolvedValue();
    await Promise.all([room.erasing.goOn(slow!), room.erasing.goOn(quick!)]);
    await expect(room.erasures.find('erasure')).resolves.toMatchObject({ step: 'late', erased: ERASED });
  });

  it('looks once more at all of it, for what was being written meanwhile', async () => {
    const { room, live } = await readyRoom();
    const { lateAt } = await goOn(room, 0);
    const owner = { callId: live.callId, attempt: 1, callSid: live.sid };
    await room.recordings.record('RE1', owner, someRecordingEvent());
    // Asked for before, and stored now.
    const late = someCall(
      { to: NUMBER, userExternalId: HANDLE, text: 'Ada' },
      new Date(room.clock.wall() - 1_000),
    );
    await room.calls.insert(late);
    await room.news.learn({ callId: late.id, n: 1, sid: someSid() }, someEvent({ status: 'busy' }));
    await expect(goOn(room, 1_000)).resolves.toMatchObject({ step: 'late', lateAt });
    await expect(goOn(room, LATE_MS)).resolves.toMatchObject({ step: 'calls' });
    await expect(countsOf(room)).resolves.toEqual({ recordings: 1 });
    await goOn(room, 0);
    await goOn(room, LATE_MS);
    await room.removal.tryAgain();
    await expect(goOn(room, ELSEWHERE_MS)).resolves.toMatchObject({ step: 'done', erased: { calls: 5 } });
    await expect(room.recordings.find('RE1')).resolves.toMatchObject({ removal: { why: 'erasure' } });
    await expect(countsOf(room)).resolves.toEqual({});
  });

  it('leaves the words of somebody who asked not to be called after it was asked for', async () => {
    const { room } = await readyRoom();
    const id = `numbers ${NUMBER}`;
    await room.list.remove(id);
    room.clock.pass(2_001);
    const entry = { id, lastFour: '0177', source: 'Ada', note: 'Ada' };
    await room.list.add([{ ...entry, addedAt: later(room, 0) }]);
    await goOn(room, 0);
    await room.removal.tryAgain();
    const { erased } = await goOn(room, LATE_MS);
    await expect(room.list.find(id)).resolves.toMatchObject(entry);
    expect(erased).not.toHaveProperty('do_not_call');
    await expect(countsOf(room)).resolves.toEqual({ do_not_call: 1 });
  });

  it('takes the calls that an instance with a clock that is a little ahead was asked for before', async () => {
    const { room } = await readyRoom();
    const request = { to: NUMBER, userExternalId: HANDLE, text: 'Ada' };
    for (const aheadMs of [1_500, 60_000]) {
      const call = someCall(request, later(room, aheadMs));
      await room.calls.insert(call);
      await room.news.learn({ callId: call.id, n: 1, sid: someSid() }, someEvent({ status: 'busy' }));
    }
    await expect(goOn(room, 0)).resolves.toMatchObject({ erased: { calls: 5 } });
  });

  it('is held for as long as somebody is at it, however long that takes, and not for long after a crash', async () => {
    jest.useFakeTimers();
    const { room } = await readyRoom();
    const claimed = (await room.erasures.claim(later(room, 0), later(room, LEASE_MS)))!;
    const waiting: (() => void)[] = [];
    jest
      .spyOn(room.collections, 'count')
      .mockReturnValueOnce(new Promise((resolve) => waiting.push(() => resolve({}))));
    const going = room.erasing.goOn(claimed);
    for (let n = 0; n < 10; n += 1) {
      room.clock.pass(LEASE_MS / 2);
      await jest.advanceTimersByTimeAsync(LEASE_MS / 2);
      await expect(room.erasures.claim(later(room, 0), later(room, LEASE_MS))).resolves.toBeNull();
    }
    jest.useRealTimers();
    for (const end of waiting) end();
    await going;
    await expect(room.erasures.find('erasure')).resolves.toMatchObject({ step: 'late' });
    expect(LEASE_MS).toBeLessThanOrEqual(30_000);
  });

  it('is not done while Twilio has a recording, also one that nobody was told of, and hides nothing else', async () => {
    const { room, live } = await readyRoom();
    const unheard = { sid: 'RE2' } as TwilioRecording;
    room.twilio.listRecordings.mockImplementation(async (sid) => ({
      items: sid === live.sid ? [unheard] : [],
      isWhole: true,
    }));
    await goOn(room, 0);
    await expect(countsOf(room)).resolves.toEqual({});
    await room.removal.tryAgain();
    const problem = '1 recordings could not be deleted at Twilio yet';
    await expect(goOn(room, LATE_MS)).resolves.toMatchObject({ step: 'late', problem });
    const asked = room.twilio.listRecordings.mock.calls.length;
    room.twilio.deleteRecording.mockRejectedValueOnce(unreachable);
    await room.removal.tryAgain();
    await expect(goOn(room, ELSEWHERE_MS)).resolves.toMatchObject({ step: 'late', problem });
    await room.removal.remove('RE2', 'erasure');
    const done = await goOn(room, ELSEWHERE_MS);
    expect(done.step).toBe('done');
    // Its list is looked at once.
    expect(room.twilio.listRecordings).toHaveBeenCalledTimes(asked);
    expect(done).not.toHaveProperty('problem', expect.any(String));
  });

  it('asks a Twilio that is away about one call alone, and again a while later', async () => {
    const { room } = await readyRoom();
    await goOn(room, 0);
    await room.removal.tryAgain();
    room.twilio.listRecordings.mockClear().mockRejectedValueOnce(unreachable);
    const problem = 'Twilio has not told of the recordings of 4 calls yet';
    await expect(goOn(room, LATE_MS)).resolves.toMatchObject({ step: 'late', problem });
    expect(room.twilio.listRecordings).toHaveBeenCalledTimes(1);
    await expect(goOn(room, ELSEWHERE_MS)).resolves.toMatchObject({ step: 'done' });
  });

  it('is put on hold no more once it has begun, also where the process ends then', async () => {
    const fuse = new Fuse();
    const room = await openPrivacyRoom(fuse);
    const { user, live } = await plant(room);
    await room.news.learn(live, someEvent({ status: 'completed' }));
    await room.erasures.insert({ ...erasureOf(room, user.id), step: 'calls' });
    const claimed = await room.erasures.claim(later(room, 0), later(room, LEASE_MS));
    // All holds are asked for, and nothing is erased yet.
    fuse.set(4);
    await room.erasing.goOn(claimed!);
    fuse.set(Infinity);
    await expect(room.holds.put(live.callId, 'too late')).resolves.toBeNull();
    expect((await room.calls.findById(live.callId))?.erasedAt).toBeUndefined();
  });

  it('leaves a call that is on hold until it is not, and erases all others', async () => {
    const { room, live } = await readyRoom();
    await room.holds.put(live.callId, 'a lawsuit');
    const { onHold, erased } = await goOn(room, 0);
    expect({ onHold, calls: erased['calls'] }).toEqual({ onHold: 1, calls: 3 });
    await room.removal.tryAgain();
    await expect(goOn(room, LATE_MS)).resolves.toMatchObject({ step: 'calls', onHold: 1 });
    expect(Object.keys(await countsOf(room)).toSorted()).toEqual(['calls', 'feedback', 'idempotency_keys']);
    await room.holds.lift(live.callId);
    await goOn(room, HOLD_MS);
    await room.removal.tryAgain();
    await expect(goOn(room, LATE_MS)).resolves.toMatchObject({ step: 'done', erased: ERASED });
    await expect(countsOf(room)).resolves.toEqual({});
  });

  it('goes through the calls once more where it is asked for again before it is done', async () => {
    const { room, user } = await readyRoom();
    const rounds = { ring: () => undefined } as ErasingRounds;
    const subjects = { findUser: async () => null } as unknown as SubjectsService;
    const service = new ErasuresService(
      ...[room.erasures, subjects, new UsersService(room.users), rounds, room.collections],
      new PlanClock(room.clock),
    );
    await goOn(room, 0);
    room.clock.pass(1_000);
    const call = someCall({ to: NUMBER, userExternalId: HANDLE }, new Date(room.clock.wall()));
    await room.calls.insert(call);
    await room.news.learn({ callId: call.id, n: 1, sid: someSid() }, someEvent({ status: 'busy' }));
    room.clock.pass(1_000);
    // Somebody is at it, who has to give it up.
    const held = await room.erasures.claim(later(room, LATE_MS), later(room, LEASE_MS));
    await expect(service.eraseUser(user.id)).resolves.toMatchObject({ step: 'calls', id: 'erasure' });
    await room.erasing.goOn(held!);
    await expect(goOn(room, 0)).resolves.toMatchObject({ step: 'late', erased: { calls: 5 } });
    await room.removal.tryAgain();
    await expect(goOn(room, LATE_MS)).resolves.toMatchObject({ step: 'done' });
    await expect(countsOf(room)).resolves.toEqual({});
  });
});
