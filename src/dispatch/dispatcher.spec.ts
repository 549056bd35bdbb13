import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { type DispatchRoom, openDispatchRoom, somePlan } from './testing/dispatch-room.js';

const start = new Date('2026-02-03T04:05:06.789Z');
const inMs = (ms: number): Date => new Date(start.getTime() + ms);

describe('DispatcherService', () => {
  let room: DispatchRoom;
  const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
  const dialledIds = (): string[] => room.dials.map(({ call }) => call.id);
  const times = (): number[] => room.dials.map(({ at }) => at - start.getTime());

  beforeEach(() => {
    jest.useFakeTimers({ now: start, doNotFake: ['performance'] });
    room = openDispatchRoom({ TWILIO_CPS: '10' });
  });
  afterEach(async () => {
    const stopped = room.stopAll();
    await pass(3_000);
    await stopped;
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('dials a call once it is told of it, with its attempt stored before', async () => {
    room.start();
    await pass(300);
    const call = await room.request();
    await pass(100);
    expect(dialledIds()).toEqual([call.id]);
    expect(room.dials[0]?.call.attempts).toMatchObject([{ n: 1, submission: 'unknown' }]);
    expect(room.calls.stored(call.id)).toMatchObject({ attempts: [{ n: 1 }] });
    expect(room.calls.stored(call.id)).not.toHaveProperty('queue');
  });

  it('finds by itself what another instance has stored, within a tick', async () => {
    room.start();
    await pass(300);
    await room.add();
    await pass(5_100);
    expect(room.dials).toHaveLength(1);
  });

  it('dials a call that is due later at its time, without being told', async () => {
    room.start();
    await pass(300);
    await room.add({}, inMs(12_333));
    await pass(12_000);
    expect(room.dials).toHaveLength(0);
    await pass(500);
    expect(times()[0]).toBeGreaterThanOrEqual(12_333);
    expect(times()[0]).toBeLessThan(12_433);
  });

  it('keeps the pace, and dials each call once, however many instances there are', async () => {
    for (let n = 0; n < 60; n += 1) await room.add();
    for (let n = 0; n < 3; n += 1) room.start();
    await pass(6_500);
    expect(new Set(dialledIds()).size).toBe(60);
    expect(room.dials).toHaveLength(60);
    const most = Math.max(
      ...times().map((at) => times().filter((each) => each >= at && each < at + 1000).length),
    );
    expect(most).toBeLessThanOrEqual(11);
    const at = times().sort((a, b) => a - b);
    expect((60 - 1) / (((at.at(-1) ?? 0) - (at[0] ?? 0)) / 1000)).toBeGreaterThan(9.7);
  });

  it('serves users in rotation, however many calls each has', async () => {
    for (let n = 0; n < 100; n += 1) await room.add({ userExternalId: 'many' }, inMs(-1_000));
    for (let n = 0; n < 3; n += 1) await room.add({ userExternalId: 'few' });
    room.start();
    await pass(3_000);
    const users = room.dials.map(({ call }) => call.userExternalId);
    expect(users.filter((user) => user === 'few')).toHaveLength(3);
    await room.request({ userExternalId: 'late' });
    await pass(1_500);
    expect(room.dials.map(({ call }) => call.userExternalId)).toContain('late');
  });

  it('gives many calls their turns bit by bit, and one that comes meanwhile is not held up', async () => {
    for (let n = 0; n < 2_000; n += 1) await room.add({ userExternalId: 'many' }, inMs(-1_000));
    room.start();
    const turns = (): number => room.calls.all().filter(({ queue }) => queue?.turn !== undefined).length;
    await pass(2_500);
    expect(turns()).toBeGreaterThan(300);
    expect(turns()).toBeLessThan(1_000);
    await room.add({ userExternalId: 'late' });
    await pass(2_500);
    expect(room.dials.map(({ call }) => call.userExternalId)).toContain('late');
    await pass(5_000);
    expect(turns()).toBeGreaterThan(1_800);
  });

  it('dials by priority first', async () => {
    for (let n = 0; n < 20; n += 1) await room.add({ plan: somePlan({ priority: 1 }) }, inMs(-1_000));
    const urgent = await room.add({ plan: somePlan({ priority: 9 }) });
    room.start();
    await pass(1_000);
    expect(dialledIds().slice(0, 4)).toContain(urgent.id);
  });

  it('ends a call that has expired, and puts off one whose window is closed', async () => {
    const expired = await room.add({ plan: somePlan({ expiresAt: inMs(-1) }) });
    const window = { days: ['tue' as const], start: '09:00', end: '10:00', timeZone: 'UTC' };
    const early = await room.add({ plan: somePlan({ window }) });
    room.start();
    await pass(1_000);
    expect(room.dials).toHaveLength(0);
    expect(room.calls.stored(expired.id).over).toMatchObject({ code: 'expired' });
    expect(room.calls.stored(early.id).queue).toMatchObject({
      why: 'window',
      dueAt: new Date('2026-02-03T09:00:00.000Z'),
    });
  });

  it('does not dial a call whose slot comes after it expires', async () => {
    const calls = [];
    for (let n = 0; n < 10; n += 1) calls.push(await room.add({ plan: somePlan({ expiresAt: inMs(430) }) }));
    room.start();
    await pass(2_000);
    expect(room.dials.length).toBeGreaterThan(0);
    expect(times().filter((at) => at >= 430)).toEqual([]);
    const over = calls.map(({ id }) => room.calls.stored(id).over?.code).filter((code) => code === 'expired');
    expect(over).toHaveLength(10 - room.dials.length);
  });

  it('dials nothing while paused, and goes on', async () => {
    const [one, other] = [room.start(), room.start()];
    for (let n = 0; n < 30; n += 1) await room.add();
    await pass(1_000);
    await one.pace.pause();
    await pass(500);
    const before = room.dials.length;
    await pass(20_000);
    expect(room.dials).toHaveLength(before);
    expect(room.calls.all().filter(({ queue }) => queue?.fence && queue.dueAt)).toHaveLength(0);
    await other.pace.resume();
    await pass(6_000);
    expect(new Set(dialledIds()).size).toBe(30);
  });

  it('lets a probe through after the breaker was tripped', async () => {
    jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const { pace } = room.start();
    for (let n = 0; n < 10; n += 1) pace.report('system-error');
    await pass(10);
    for (let n = 0; n < 5; n += 1) await room.add();
    await pass(24_000);
    expect(room.dials).toHaveLength(0);
    await pass(3_500);
    expect(room.dials).toHaveLength(1);
    pace.report('ok');
    await pass(6_000);
    expect(room.dials).toHaveLength(5);
  });

  it('looks at most once a second while there is nothing to do, paused or not', async () => {
    const { pace } = room.start();
    await pass(1_000);
    const asked = ['findDue', 'findReady'].map((name) => jest.spyOn(room.queue, name as 'findReady'));
    const states = ['find', 'reserve'].map((name) => jest.spyOn(room.paces, name as 'find'));
    const count = (): number => [...asked, ...states].reduce((sum, spy) => sum + spy.mock.calls.length, 0);
    await pass(60_000);
    expect(count()).toBeLessThanOrEqual(36);
    await pace.pause();
    const before = count();
    await room.add();
    await pass(60_000);
    expect(count() - before).toBeLessThanOrEqual(36);
  });

  it('takes over what a killed instance had claimed', async () => {
    const call = await room.add();
    await room.queue.giveTurns([{ id: call.id, dueAt: call.queue?.dueAt ?? start, turn: 1 }]);
    const [ready] = await room.queue.findReady(1);
    await room.queue.claim(ready ?? call, inMs(30_000));
    room.start();
    await pass(29_900);
    expect(room.dials).toHaveLength(0);
    await pass(4_500);
    expect(dialledIds()).toEqual([call.id]);
  });

  it('dials what it claimed, though another claim fails', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    for (let n = 0; n < 3; n += 1) await room.add();
    jest.spyOn(room.queue, 'claim').mockRejectedValueOnce(new Error('away'));
    room.start();
    await pass(8_500);
    expect(new Set(dialledIds()).size).toBe(3);
    expect(room.dials).toHaveLength(3);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('could not be claimed'));
  });

  it('gives back what it has not begun to dial when it stops', async () => {
    for (let n = 0; n < 20; n += 1) await room.add();
    room.start();
    await pass(120);
    const stopped = room.stopAll();
    await pass(100);
    await stopped;
    const before = room.dials.length;
    expect(room.calls.all().filter(({ queue }) => queue?.turn !== undefined)).toHaveLength(20 - before);
    await pass(60_000);
    expect(room.dials).toHaveLength(before);
  });

  it('goes on after the database was away, and says so once', async () => {
    const error = jest.spyOn(Logger.prototype, 'error').mockReturnValue();
    const log = jest.spyOn(Logger.prototype, 'log').mockReturnValue();
    room.start();
    await pass(300);
    const away = jest.spyOn(room.queue, 'findDue').mockRejectedValue(new Error('away'));
    await room.add();
    await pass(10_000);
    expect(error).toHaveBeenCalledTimes(1);
    expect(away.mock.calls.length).toBeLessThan(8);
    away.mockRestore();
    await pass(19_000);
    expect(room.dials).toHaveLength(1);
    expect(log).toHaveBeenCalledWith('Dispatch goes on');
  });
});
