import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { DialReport } from './breaker.js';
import { BreakerService } from './breaker.service.js';
import { LeadershipService } from './leadership.service.js';
import { PlanClock } from '../common/time/plan-clock.service.js';
import { DispatcherMemoryRepository } from './testing/dispatcher.memory.repository.js';
import { FakeClock } from '../common/testing/fake-clock.js';

const MINUTE_MS = 60_000;
const refused: DialReport = { accountRefused: { code: '20003', message: 'Authenticate' } };

let clock: FakeClock;
let dispatchers: DispatcherMemoryRepository;
let leadership: LeadershipService;
let breaker: BreakerService;
let keepTripped: jest.SpiedFunction<DispatcherMemoryRepository['keepTripped']>;

beforeAll(() => Logger.overrideLogger(false));
afterAll(() => Logger.overrideLogger(undefined as never));
beforeEach(async () => {
  clock = new FakeClock();
  dispatchers = new DispatcherMemoryRepository(() => new Date(clock.wall()));
  leadership = new LeadershipService(dispatchers, new PlanClock(clock), clock);
  await leadership.follow(new AbortController().signal, () => undefined);
  breaker = new BreakerService(leadership, dispatchers, clock);
  breaker.takeOver();
  keepTripped = jest.spyOn(dispatchers, 'keepTripped');
});

const fail = (): never => {
  throw new Error('The database is away');
};
const close = (): Promise<void> => {
  clock.pass(MINUTE_MS);
  breaker.admits('probe');
  return breaker.hear('probe', 'ok');
};
/** As the engine does, which confirms itself from time to time. */
const stepFor = async (ms: number): Promise<void> => {
  for (let passed = 0; passed < ms; passed += 100) {
    clock.pass(100);
    if (passed % 2_500 === 2_400) await leadership.permit();
    await breaker.keepStored();
  }
};

describe('how the breaker stands is stored', () => {
  it('at once', async () => {
    await breaker.hear('a', refused);
    expect(dispatchers.record.tripped).toEqual({
      retryAt: new Date(clock.wall() + 25_000),
      refusal: { code: '20003', message: 'Authenticate' },
    });
    await close();
    expect(dispatchers.record.tripped).toBeUndefined();
  });

  it('at once also where that another call may be tried was just stored', async () => {
    await breaker.hear('a', refused);
    clock.pass(25_000);
    breaker.admits('probe');
    await breaker.keepStored();
    expect(dispatchers.record.tripped?.retryAt).toEqual(new Date(clock.wall() + 25_000));
    jest.spyOn(leadership, 'stepAside').mockReturnValue(true);
    clock.pass(100);
    await breaker.hear('probe', 'unreached');
    expect(dispatchers.record.tripped?.retryAt).toEqual(new Date(clock.wall()));
  });

  it('once, however often it is asked for', async () => {
    await breaker.hear('a', refused);
    await stepFor(10_000);
    expect(keepTripped).toHaveBeenCalledTimes(1);
  });

  it('when the database answers again, tried at most twice a second', async () => {
    keepTripped.mockImplementation(async () => fail());
    await expect(breaker.hear('a', refused)).resolves.toBeUndefined();
    await stepFor(10_000);
    expect(keepTripped.mock.calls.length).toBeLessThanOrEqual(21);
    keepTripped.mockRestore();
    await stepFor(500);
    expect(dispatchers.record.tripped).toBeDefined();
  });

  it('also where it closed while the database was away', async () => {
    await breaker.hear('a', refused);
    keepTripped.mockImplementation(async () => fail());
    await expect(close()).resolves.toBeUndefined();
    keepTripped.mockRestore();
    await stepFor(500);
    expect(dispatchers.record.tripped).toBeUndefined();
  });

  it('again where it was lost, or something older came late', async () => {
    await breaker.hear('a', refused);
    const { tripped } = dispatchers.record;
    delete dispatchers.record.tripped;
    await stepFor(3_000);
    expect(dispatchers.record.tripped).toEqual(tripped);
    await close();
    dispatchers.record.tripped = tripped!;
    await stepFor(3_000);
    expect(dispatchers.record.tripped).toBeUndefined();
  });

  it('by nobody who leads no more', async () => {
    await leadership.release();
    await breaker.hear('a', refused);
    expect(keepTripped).not.toHaveBeenCalled();
  });
});

describe('who leads next', () => {
  const follow = async (): Promise<BreakerService> => {
    await leadership.release();
    await leadership.follow(new AbortController().signal, () => undefined);
    const next = new BreakerService(leadership, dispatchers, clock);
    next.takeOver();
    return next;
  };

  it('goes on as the breaker was left', async () => {
    await breaker.hear('a', refused);
    const next = await follow();
    expect([next.isOpen, next.isShut]).toEqual([true, true]);
    clock.pass(25_001);
    expect([next.isShut, next.admits('b'), next.admits('c')]).toEqual([false, true, false]);
    await next.hear('b', 'ok');
    expect((await follow()).isOpen).toBe(false);
  });

  it('waits no longer than for any other call, whatever the clock was that said until when', async () => {
    await breaker.hear('a', refused);
    dispatchers.record.tripped!.retryAt = new Date(clock.wall() + 60 * MINUTE_MS);
    const next = await follow();
    clock.pass(25_001);
    expect(next.admits('b')).toBe(true);
  });
});

it('hears each fault of elsewhere once, and none from before it led', async () => {
  const heard = async (count: number): Promise<boolean> => {
    for (let n = 0; n < count; n += 1) await dispatchers.countFault();
    await leadership.permit();
    await breaker.hearFaults();
    return breaker.isOpen;
  };
  dispatchers.record.faults = 50;
  await leadership.permit();
  breaker.takeOver();
  await expect(heard(9)).resolves.toBe(false);
  await expect(heard(0)).resolves.toBe(false);
  await expect(heard(1)).resolves.toBe(true);
});
