import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Clock } from '../common/time/clock.service.js';
import { PlanClock } from '../common/time/plan-clock.service.js';
import type { Erasure } from './erasure.js';
import { ErasingRounds } from './erasing-rounds.service.js';
import type { ErasingService } from './erasing.service.js';
import { LEASE_MS } from './held-erasure.service.js';
import { ErasuresMemoryRepository } from './testing/erasures.memory.repository.js';

const NOW = Date.UTC(2026, 0, 1);

let erasures: ErasuresMemoryRepository;
let rounds: ErasingRounds;
let gone: Promise<unknown>;
let looks: number[];
let goneOn: string[];
let warn: jest.SpiedFunction<(...said: unknown[]) => void>;
const goOn = jest.fn<ErasingService['goOn']>();

const pass = (seconds: number) => jest.advanceTimersByTimeAsync(seconds * 1_000);
const ask = (id: string) => {
  const at = new Date(NOW);
  const times = { requestedAt: at, nextAt: at };
  return erasures.insert({
    ...{ id, kind: 'user', subject: id, revision: 0, step: 'calls', erased: {}, ...times },
  });
};

beforeEach(() => {
  jest.useFakeTimers({ now: NOW });
  warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  const clock = new Clock();
  const startedAt = clock.monotonic();
  erasures = new ErasuresMemoryRepository();
  [looks, goneOn, gone] = [[], [], Promise.resolve()];
  const claim = erasures.claim.bind(erasures);
  jest.spyOn(erasures, 'claim').mockImplementation((now, until) => {
    looks.push((clock.monotonic() - startedAt) / 1_000);
    return claim(now, until);
  });
  goOn.mockReset().mockImplementation(async ({ nextAt: _nextAt, ...rest }) => {
    goneOn.push(rest.id);
    await gone;
    await erasures.replace(rest as Erasure);
  });
  rounds = new ErasingRounds(erasures, { goOn } as unknown as ErasingService, clock, new PlanClock(clock));
  rounds.onApplicationBootstrap();
});

afterEach(async () => {
  const stopped = rounds.beforeApplicationShutdown();
  await pass(2);
  await stopped;
  jest.useRealTimers();
});

describe('what is to be erased', () => {
  it('is looked for each 20 seconds, and each two for a minute after some of it was gone on with', async () => {
    await ask('a');
    await ask('b');
    await pass(121);
    expect(goneOn).toHaveLength(2);
    const busy = Array.from({ length: 30 }, (_, n) => 22 + 2 * n);
    expect(looks).toEqual([20, 20, 20, ...busy, 100, 120]);
  });

  it('is held by who goes on with it', async () => {
    gone = new Promise(() => undefined);
    await ask('a');
    await pass(20);
    await expect(erasures.find('a')).resolves.toMatchObject({
      nextAt: new Date(NOW + 20_000 + LEASE_MS),
      revision: 1,
    });
  });

  it('is looked for at once where somebody asks, also while something is erased', async () => {
    let end = (): void => undefined;
    gone = new Promise<void>((resolve) => (end = resolve));
    await ask('a');
    await pass(1);
    rounds.ring();
    await pass(0);
    expect([looks, goneOn]).toEqual([[1], ['a']]);
    rounds.ring();
    end();
    await pass(0);
    expect(looks).toEqual([1, 1, 1]);
    await pass(2);
    expect(looks).toEqual([1, 1, 1, 3]);
  });

  it('is looked for again where that failed', async () => {
    jest.mocked(erasures.claim).mockRejectedValueOnce(new Error('away'));
    await ask('a');
    await pass(39);
    expect([goneOn, warn.mock.calls.length]).toEqual([[], 1]);
    await pass(1);
    expect(goneOn).toEqual(['a']);
  });
});

describe('a stop', () => {
  it('is at once where nothing is erased, and it is looked no more', async () => {
    await rounds.beforeApplicationShutdown();
    await ask('a');
    await pass(60);
    expect(looks).toEqual([]);
  });

  it('tells who erases, waits two seconds for it, and nothing else is begun', async () => {
    let end = (): void => undefined;
    gone = new Promise<void>((resolve) => (end = resolve));
    await ask('a');
    await ask('b');
    await pass(20);
    const isStopping = () => goOn.mock.calls[0]![1]?.aborted;
    expect(isStopping()).toBe(false);
    const stopped = jest.fn();
    const stop = rounds.beforeApplicationShutdown().then(stopped);
    expect(isStopping()).toBe(true);
    await pass(1.999);
    expect(stopped).not.toHaveBeenCalled();
    await pass(0.001);
    expect(stopped).toHaveBeenCalled();
    end();
    await Promise.all([stop, pass(60)]);
    expect(goneOn).toHaveLength(1);
  });
});
