import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DispatchService } from '../dispatch/dispatch.service.js';
import type { DispatcherRecord } from '../dispatch/dispatcher-record.js';
import { TwilioAccount } from '../twilio/twilio-account.js';
import type { TwilioService } from '../twilio/twilio.service.js';
import type { DatabaseProbe } from './database-probe.js';
import { HealthService } from './health.service.js';

const RUNNING: DispatcherRecord = { term: null, beat: 0, now: new Date(), faults: 0 };
const never = (): Promise<never> => new Promise(() => undefined);

describe('HealthService', () => {
  const ping = jest.fn<() => Promise<void>>();
  const isHealthy = jest.fn<() => Promise<boolean>>();
  const state = jest.fn<() => Promise<DispatcherRecord>>();
  let health: HealthService;

  beforeEach(() => {
    jest.useFakeTimers();
    ping.mockReset().mockResolvedValue();
    isHealthy.mockReset().mockResolvedValue(true);
    const account = Object.assign(new TwilioAccount(), { mode: 'simulated' as const });
    state.mockReset().mockResolvedValue(RUNNING);
    health = new HealthService(
      { ping } as DatabaseProbe,
      account,
      { record: state } as unknown as DispatchService,
      { isHealthy } as unknown as TwilioService,
    );
  });
  afterEach(() => void jest.useRealTimers());

  it('is well when both answer', async () => {
    await expect(health.check()).resolves.toEqual({
      database: true,
      twilio: true,
      twilioMode: 'simulated',
      dispatch: { state: 'running' },
    });
  });

  it('takes a failure and a no for unhealthy', async () => {
    ping.mockRejectedValue(new Error('away'));
    isHealthy.mockResolvedValue(false);
    await expect(health.check()).resolves.toMatchObject({ database: false, twilio: false });
  });

  it('says whether calls are dialled', async () => {
    const retryAt = new Date('2026-02-03T04:05:06.789Z');
    const tripped = { retryAt };
    state.mockResolvedValueOnce({ ...RUNNING, tripped });
    await expect(health.check()).resolves.toMatchObject({ dispatch: { state: 'tripped', retryAt } });
    state.mockResolvedValueOnce({ ...RUNNING, tripped, pausedAt: retryAt });
    await expect(health.check()).resolves.toMatchObject({ dispatch: { state: 'paused' } });
    state.mockRejectedValueOnce(new Error('away'));
    await expect(health.check()).resolves.toMatchObject({ dispatch: { state: 'unknown' } });
  });

  it('cuts each probe off after 2 s', async () => {
    ping.mockImplementation(never);
    isHealthy.mockImplementation(never);
    state.mockImplementation(never);
    const answer = health.check();
    await jest.advanceTimersByTimeAsync(1_999);
    await expect(Promise.race([answer, Promise.resolve('waiting')])).resolves.toBe('waiting');
    await jest.advanceTimersByTimeAsync(1);
    await expect(answer).resolves.toMatchObject({ database: false, twilio: false });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('asks Twilio once in 30 s, and the database each time', async () => {
    await health.check();
    await jest.advanceTimersByTimeAsync(29_999);
    await health.check();
    expect([isHealthy.mock.calls.length, ping.mock.calls.length]).toEqual([1, 2]);
    isHealthy.mockResolvedValue(false);
    await jest.advanceTimersByTimeAsync(1);
    await expect(health.check()).resolves.toMatchObject({ twilio: false });
    expect(isHealthy).toHaveBeenCalledTimes(2);
  });

  it('asks Twilio once for all who ask at the same time, also when the answer is slow', async () => {
    isHealthy.mockImplementation(() => new Promise((resolve) => setTimeout(resolve, 1_500, true)));
    const answers = Promise.all([health.check(), health.check(), health.check()]);
    await jest.advanceTimersByTimeAsync(1_500);
    expect((await answers).every(({ twilio }) => twilio)).toBe(true);
    expect(isHealthy).toHaveBeenCalledTimes(1);
  });
});
