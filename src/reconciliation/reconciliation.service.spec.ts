import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { strictMock, type StrictMock } from '../../test/support/strict-mock.js';
import { waitFor } from '../../test/support/wait-for.js';
import { createEnvironment } from '../config/create-environment.js';
import type { TwilioService } from '../twilio/twilio.service.js';
import type { ReconcilerService } from './reconciler.service.js';
import { ReconciliationService } from './reconciliation.service.js';

const NOTHING = { checked: 0, repaired: 0 };

let reconciler: StrictMock<ReconcilerService>;
let twilio: StrictMock<TwilioService>;
let service: ReconciliationService;

beforeEach(() => {
  Logger.overrideLogger(false);
  reconciler = strictMock<ReconcilerService>('ReconcilerService');
  const environment = createEnvironment({ ENVIRONMENT: 'test', RECONCILE_AFTER_SECONDS: '1' });
  twilio = strictMock<TwilioService>('TwilioService');
  twilio.stopReading.mockReturnValue(undefined);
  service = new ReconciliationService(reconciler, twilio, environment);
});
afterEach(() => service.beforeApplicationShutdown());

const rounds = (count: number) =>
  waitFor(`${count} rounds`, async () => reconciler.reconcile.mock.calls.length >= count);

describe('reconciliation', () => {
  it('begins with the application, and goes on by itself', async () => {
    reconciler.reconcile.mockResolvedValue(NOTHING);
    service.onApplicationBootstrap();
    await expect(rounds(2)).resolves.toBe(true);
  });

  it('looks for all that is due at first and at every other time, and between for missing ends alone', async () => {
    const isWide: boolean[] = [];
    reconciler.reconcile.mockImplementation(async (_, wideFrom) => {
      isWide.push(performance.now() >= (wideFrom ?? 0));
      return NOTHING;
    });
    service.onApplicationBootstrap();
    await rounds(4);
    expect(isWide.slice(0, 4)).toEqual([true, false, true, false]);
  });

  it('goes on after a failure', async () => {
    reconciler.reconcile.mockRejectedValueOnce(new Error('the database is away'));
    reconciler.reconcile.mockResolvedValue(NOTHING);
    service.onApplicationBootstrap();
    await expect(rounds(2)).resolves.toBe(true);
  });

  it('lets calls that are looked into come to their end, and begins no other', async () => {
    let ended = false;
    reconciler.reconcile.mockImplementation(async (stopping) => {
      await waitFor('the end', async () => stopping?.aborted);
      ended = true;
      return NOTHING;
    });
    service.onApplicationBootstrap();
    await service.beforeApplicationShutdown();
    expect(ended).toBe(true);
    expect(twilio.stopReading).not.toHaveBeenCalled();
    expect(reconciler.reconcile).toHaveBeenCalledTimes(1);
  });

  it('cuts off what Twilio does not answer, and lets that be stored before it ends', async () => {
    let stored = false;
    reconciler.reconcile.mockImplementation(async () => {
      await new Promise<void>((resolve) => twilio.stopReading.mockImplementation(resolve));
      await new Promise((resolve) => setTimeout(resolve, 100));
      stored = true;
      return NOTHING;
    });
    service.onApplicationBootstrap();
    await service.beforeApplicationShutdown();
    expect(stored).toBe(true);
  });

  it('does not wait for ever at the end', async () => {
    reconciler.reconcile.mockReturnValue(new Promise(() => undefined));
    service.onApplicationBootstrap();
    await service.beforeApplicationShutdown();
    expect(reconciler.reconcile).toHaveBeenCalledTimes(1);
  });
});
