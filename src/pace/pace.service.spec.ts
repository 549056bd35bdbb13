import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Environment } from '../config/environment.js';
import { BreakerService } from './breaker.service.js';
import { PaceService } from './pace.service.js';
import { ServerClock } from './server-clock.js';
import { PaceMemoryRepository } from './testing/pace.memory.repository.js';

const SOON = { horizonMs: 500 };

describe('PaceService', () => {
  let paces: PaceMemoryRepository;
  const instance = (twilioCps = 10, maxConcurrentCalls?: number): PaceService => {
    const clock = new ServerClock();
    const settings = Object.assign(new Environment(), { twilioCps, maxConcurrentCalls });
    return new PaceService(paces, new BreakerService(paces, clock), clock, settings);
  };
  const take = async (pace: PaceService, count = 1): Promise<number> => {
    const reserved = await pace.reserve(count, SOON);
    return 'slots' in reserved ? reserved.slots.length : 0;
  };

  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-02-03T04:05:06.789Z') });
    paces = new PaceMemoryRepository();
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('gives slots below the limit, and says when to come back', async () => {
    const pace = instance(10);
    const reserved = await pace.reserve(100, SOON);
    const slots = 'slots' in reserved ? reserved.slots.map((slot) => slot.getTime() - Date.now()) : [];
    expect(slots).toEqual([0, 102, 204, 306, 408]);
    await expect(pace.reserve(1, SOON)).resolves.toEqual({ wait: 'pace', retryAfterMs: 11 });
    await jest.advanceTimersByTimeAsync(11);
    expect(await take(pace)).toBe(1);
  });

  it('never lets more than the limit and one through in any second, however many ask', async () => {
    const instances = [instance(20), instance(20), instance(20)];
    const slots: number[] = [];
    for (let ms = 0; ms < 5_000; ms += 7) {
      const reserved = await instances[ms % 3]?.reserve(3, SOON);
      if (reserved && 'slots' in reserved) slots.push(...reserved.slots.map(Number));
      await jest.advanceTimersByTimeAsync(7);
    }
    expect(slots.length).toBeGreaterThan(5 * 20 * 0.97);
    const most = Math.max(
      ...slots.map((at) => slots.filter((each) => each >= at && each < at + 1000).length),
    );
    expect(most).toBeLessThanOrEqual(20);
  });

  it('pauses and resumes every instance at once, and any number of times', async () => {
    const [one, other] = [instance(), instance()];
    await expect(one.pause()).resolves.toMatchObject({ pausedAt: new Date() });
    await expect(one.pause()).resolves.toMatchObject({ pausedAt: new Date() });
    await expect(other.reserve(1, SOON)).resolves.toMatchObject({ wait: 'paused' });
    await expect(other.resume()).resolves.not.toHaveProperty('pausedAt');
    expect(await take(one)).toBe(1);
  });

  it('keeps to the number of calls that may go on', async () => {
    const pace = instance(100, 3);
    let live = 0;
    pace.countLiveBy(async () => live);
    expect(await take(pace, 10)).toBe(3);
    live = 3;
    await jest.advanceTimersByTimeAsync(2_000);
    await expect(pace.reserve(10, SOON)).resolves.toEqual({ wait: 'concurrency', retryAfterMs: 1_000 });
    live = 2;
    expect(await take(pace, 10)).toBe(1);
  });

  it('stops when calls fail for reasons of the system, tries one, and goes on when that is taken', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const log = jest.spyOn(Logger.prototype, 'log').mockReturnValue();
    const [one, other] = [instance(), instance()];
    for (let n = 0; n < 20; n += 1) (n % 2 ? one : other).report('system-error');
    await jest.advanceTimersByTimeAsync(10);
    expect(warn).toHaveBeenCalledTimes(1);
    await expect(one.reserve(1, SOON)).resolves.toMatchObject({ wait: 'breaker' });
    await jest.advanceTimersByTimeAsync(25_000);
    expect(await take(other, 5)).toBe(1);
    await expect(one.reserve(1, SOON)).resolves.toMatchObject({ wait: 'breaker' });
    other.report('system-error');
    await jest.advanceTimersByTimeAsync(20_000);
    expect(await take(one)).toBe(0);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(await take(one)).toBe(1);
    one.report('ok');
    await jest.advanceTimersByTimeAsync(500);
    expect(await take(other, 5)).toBe(5);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(log.mock.calls.at(-1)?.[0]).toMatch(/dialled again/);
  });

  it('stops at the first refusal of the account, and says what to do', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const [one, other] = [instance(), instance()];
    for (let n = 0; n < 20; n += 1) one.report('ok');
    one.report({ accountRefused: { code: '20003', message: 'Authenticate' } });
    await jest.advanceTimersByTimeAsync(10);
    await expect(other.reserve(1, SOON)).resolves.toMatchObject({ wait: 'breaker' });
    expect(warn.mock.calls).toEqual([
      [
        'Twilio refuses every call of the account (20003 Authenticate): none is dialled; one is tried in 25 s. ' +
          'Check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN, or the API key',
      ],
    ]);
  });

  it('sends another probe where nothing is heard of the first', async () => {
    jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const pace = instance();
    for (let n = 0; n < 10; n += 1) pace.report('system-error');
    await jest.advanceTimersByTimeAsync(25_010);
    expect(await take(pace)).toBe(1);
    expect(await take(pace)).toBe(0);
    await jest.advanceTimersByTimeAsync(25_000);
    expect(await take(pace)).toBe(1);
  });

  it('asks at most every two seconds what the state is', async () => {
    const find = jest.spyOn(paces, 'find');
    const pace = instance();
    await Promise.all([pace.state(), pace.state()]);
    await pace.state();
    expect(find.mock.calls.length).toBeLessThanOrEqual(2);
    find.mockClear();
    await jest.advanceTimersByTimeAsync(2_000);
    await pace.state();
    expect(find).toHaveBeenCalledTimes(1);
  });

  it('survives a database that is away', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    jest.spyOn(paces, 'find').mockRejectedValue(new Error('away'));
    instance().report('system-error');
    await jest.advanceTimersByTimeAsync(10);
    expect(warn.mock.calls[0]?.[0]).toMatch(/could not be stored/);
  });
});
