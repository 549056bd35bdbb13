import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { strictMock, type StrictMock } from '../../test/support/strict-mock.js';
import { ManualClock } from '../common/testing/manual-clock.js';
import { createEnvironment } from '../config/create-environment.js';
import type { TwilioService } from '../twilio/twilio.service.js';
import type { ReconcilerService } from './reconciler.service.js';
import { ReconciliationService } from './reconciliation.service.js';

const NOTHING = { checked: 0, repaired: 0 };

let clock: ManualClock;
let reconciler: StrictMock<ReconcilerService>;
let twilio: StrictMock<TwilioService>;
let service: ReconciliationService;

const open = (afterSeconds: string): void => {
  const environment = createEnvironment({ ENVIRONMENT: 'test', RECONCILE_AFTER_SECONDS: afterSeconds });
  service = new ReconciliationService(reconciler, twilio, clock, environment);
};

beforeEach(() => {
  Logger.overrideLogger(false);
  clock = new ManualClock();
  reconciler = strictMock<ReconcilerService>('ReconcilerService');
  reconciler.reconcile.mockResolvedValue(NOTHING);
  twilio = strictMock<TwilioService>('TwilioService');
  twilio.stopReading.mockReturnValue(undefined);
  open('1');
});
afterEach(async () => {
  const over = service.beforeApplicationShutdown();
  await clock.run(10_000);
  await over;
  jest.restoreAllMocks();
});

/** When each look began, in milliseconds, while this time passes. */
const looksIn = async (ms: number): Promise<number[]> => {
  const from = clock.monotonic();
  const looks: number[] = [];
  const look = reconciler.reconcile.getMockImplementation();
  reconciler.reconcile.mockImplementation((...args) => {
    looks.push(clock.monotonic() - from);
    return look?.(...args) ?? Promise.resolve(NOTHING);
  });
  service.onApplicationBootstrap();
  await clock.run(ms);
  return looks;
};

describe('reconciliation', () => {
  it.each([
    ['1', [0, 1_000, 2_000, 3_000, 4_000]],
    ['8', [0, 2_000, 4_000]],
    ['3600', [0, 4_500]],
  ])(
    'begins with the application, and goes on by itself, where it is to be within %s s',
    async (after, looks) => {
      open(after);
      await expect(looksIn(4_900)).resolves.toEqual(looks);
    },
  );

  it('looks for all that is due at first and at every other time, and between for missing ends alone', async () => {
    const isWide: boolean[] = [];
    reconciler.reconcile.mockImplementation(async (_, wideFrom) => {
      isWide.push(clock.monotonic() >= (wideFrom ?? 0));
      return NOTHING;
    });
    await looksIn(4_500);
    expect(isWide).toEqual([true, false, true, false, true]);
  });

  it('goes on after a failure, later each time up to half a minute, and says so once', async () => {
    const error = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
    reconciler.reconcile.mockRejectedValue(new Error('the database is away'));
    const looks = await looksIn(120_000);
    expect(looks).toEqual([0, 2_000, 6_000, 14_000, 30_000, 60_000, 90_000, 120_000]);
    expect(error.mock.calls).toEqual([['Reconciliation waits: Error: the database is away']]);
    reconciler.reconcile.mockResolvedValueOnce(NOTHING);
    reconciler.reconcile.mockClear();
    await clock.run(32_000);
    expect(reconciler.reconcile).toHaveBeenCalledTimes(2);
    expect(error).toHaveBeenCalledTimes(2);
  });

  it('lets calls that are looked into come to their end, and begins no other', async () => {
    let ended = false;
    reconciler.reconcile.mockImplementation(async (stopping) => {
      await new Promise<void>((resolve) => stopping?.addEventListener('abort', () => resolve()));
      await clock.sleep(2_900);
      ended = true;
      return NOTHING;
    });
    await looksIn(0);
    const over = service.beforeApplicationShutdown().then(() => ended);
    await clock.run(3_000);
    await expect(over).resolves.toBe(true);
    expect(twilio.stopReading).not.toHaveBeenCalled();
    expect(reconciler.reconcile).toHaveBeenCalledTimes(1);
  });

  it('cuts off what Twilio does not answer, and lets that be stored before it ends', async () => {
    let stored = false;
    reconciler.reconcile.mockImplementation(async () => {
      await new Promise<void>((resolve) => twilio.stopReading.mockImplementation(resolve));
      await clock.sleep(900);
      stored = true;
      return NOTHING;
    });
    await looksIn(0);
    const over = service.beforeApplicationShutdown().then(() => stored);
    await clock.run(2_999);
    expect(twilio.stopReading).not.toHaveBeenCalled();
    await clock.run(1_001);
    await expect(over).resolves.toBe(true);
  });

  it('does not wait for ever at the end', async () => {
    reconciler.reconcile.mockReturnValue(new Promise(() => undefined));
    await looksIn(0);
    let isOver = false;
    void service.beforeApplicationShutdown().then(() => (isOver = true));
    await clock.run(3_900);
    expect(isOver).toBe(false);
    await clock.run(200);
    expect(isOver).toBe(true);
    expect(reconciler.reconcile).toHaveBeenCalledTimes(1);
  });
});
