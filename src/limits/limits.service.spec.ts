import { beforeEach, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { FakeClock } from '../common/testing/fake-clock.js';
import { PlanClock } from '../common/time/plan-clock.service.js';
import { DatabaseUnavailableError } from '../database/database.errors.js';
import { LimitsService } from './limits.service.js';
import { WindowsMemoryRepository } from './testing/windows.memory.repository.js';

const KEY = 'default key:one';
const MINUTE_MS = 60_000;
let clock: FakeClock;
let windows: WindowsMemoryRepository;
let limits: LimitsService;

beforeEach(() => {
  clock = new FakeClock(Date.parse('2026-02-03T04:05:00.000Z'));
  windows = new WindowsMemoryRepository();
  limits = new LimitsService(windows, new PlanClock(clock));
});
const hit = (limit = 3, key = KEY) => limits.increment(key, MINUTE_MS, limit);

describe('LimitsService', () => {
  it('counts each request, and says when there is room again', async () => {
    await expect(hit()).resolves.toEqual({
      totalHits: 1,
      timeToExpire: 65,
      isBlocked: false,
      timeToBlockExpire: 0,
    });
    await hit();
    clock.pass(20_000);
    await expect(hit()).resolves.toMatchObject({ totalHits: 3, timeToExpire: 45, isBlocked: false });
    await expect(hit()).resolves.toEqual({
      totalHits: 4,
      timeToExpire: 45,
      isBlocked: true,
      timeToBlockExpire: 45,
    });
    await expect(hit(3, 'default key:two')).resolves.toMatchObject({ isBlocked: false });
    clock.pass(45_000);
    await expect(hit()).resolves.toMatchObject({ totalHits: 2, isBlocked: false });
  });

  it('tells each of those that come at once what is left after it', async () => {
    const answers = await Promise.all([hit(), hit(), hit(), hit(), hit()]);
    expect(answers.map(({ totalHits, isBlocked }) => [totalHits, isBlocked])).toEqual([
      [1, false],
      [2, false],
      [3, false],
      [4, true],
      [4, true],
    ]);
  });

  it('asks the database once for a request, once for all that come meanwhile, and not at all where it refuses', async () => {
    await hit(30);
    expect(windows.trips).toEqual({ reads: 1, writes: 1 });
    await hit(30);
    expect(windows.trips).toEqual({ reads: 1, writes: 2 });
    await Promise.all(Array.from({ length: 28 }, () => hit(30)));
    expect(windows.trips).toEqual({ reads: 1, writes: 3 });
    await expect(hit(30)).resolves.toMatchObject({ isBlocked: true });
    expect(windows.trips).toEqual({ reads: 1, writes: 3 });
  });

  it('fails while the database is away, and counts again when it is back', async () => {
    const { replace } = windows;
    windows.replace = async () => {
      throw new mongoose.mongo.MongoNetworkError('connection refused');
    };
    const failed = await Promise.allSettled([hit(), hit()]);
    expect(failed.map((each) => each.status === 'rejected' && each.reason)).toEqual([
      expect.any(DatabaseUnavailableError),
      expect.any(DatabaseUnavailableError),
    ]);
    windows.replace = replace;
    await expect(hit()).resolves.toMatchObject({ totalHits: 1 });
  });
});
