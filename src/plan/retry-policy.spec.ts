import { describe, expect, it } from '@jest/globals';
import { retryDelay, type RetryPolicy, shouldRetry } from './retry-policy.js';
import { systemErrorDelayMs } from './system-errors.js';

const policy = { maxAttempts: 5, on: ['no-answer', 'busy'] } satisfies Partial<RetryPolicy>;
const delaysOf = (retry: RetryPolicy) => [1, 2, 3, 4].map((used) => retryDelay(retry, used));

describe('how long to wait', () => {
  it('is as listed, the last one for all that follow', () => {
    expect(delaysOf({ ...policy, delaysSeconds: [60, 300] })).toEqual([60, 300, 300, 300]);
    expect(delaysOf({ ...policy, delaysSeconds: [0, 1, 2, 3] })).toEqual([0, 1, 2, 3]);
  });

  it('stays or doubles, to a week at most', () => {
    expect(delaysOf({ ...policy, delaySeconds: 60, backoff: 'fixed' })).toEqual([60, 60, 60, 60]);
    expect(delaysOf({ ...policy, delaySeconds: 60, backoff: 'exponential' })).toEqual([60, 120, 240, 480]);
    expect(retryDelay({ ...policy, delaySeconds: 400_000, backoff: 'exponential' }, 9)).toBe(604_800);
  });

  it('is never less than none, whatever it is asked', () => {
    expect(retryDelay({ ...policy, delaysSeconds: [60] }, 0)).toBe(60);
    expect(retryDelay({ ...policy, delaysSeconds: [] }, 1)).toBe(0);
    expect(retryDelay({ ...policy, delaySeconds: 60, backoff: 'exponential' }, 0)).toBe(60);
  });
});

describe('whether to call again', () => {
  const retry: RetryPolicy = { ...policy, delaySeconds: 60, backoff: 'fixed' };

  it('depends on the outcome', () => {
    expect(shouldRetry(retry, 'busy', 1)).toBe(true);
    for (const outcome of [
      'failed',
      'voicemail',
      'answered',
      'canceled',
      'refused',
      'unsent',
      'unknown',
    ] as const)
      expect(shouldRetry(retry, outcome, 1)).toBe(false);
  });

  it('depends on the attempts used', () => {
    expect(shouldRetry(retry, 'busy', 4)).toBe(true);
    expect(shouldRetry(retry, 'busy', 5)).toBe(false);
    expect(shouldRetry(retry, 'busy', 6)).toBe(false);
  });
});

describe('the wait after an error of the system', () => {
  const ended = new Date('2026-01-02T03:04:05.678Z');

  it('grows from 5 seconds to 5 minutes', () => {
    for (const [n, least, most] of [
      [0, 5, 10],
      [1, 5, 10],
      [2, 10, 20],
      [5, 80, 160],
      [6, 150, 300],
      [10, 150, 300],
      [1000, 150, 300],
    ] as const) {
      const wait = systemErrorDelayMs(n, ended);
      expect(wait).toBeGreaterThanOrEqual(least * 1000);
      expect(wait).toBeLessThan(most * 1000);
    }
  });

  it('is the same whenever it is asked for, and another for another call', () => {
    expect(systemErrorDelayMs(3, ended)).toBe(systemErrorDelayMs(3, new Date(ended)));
    const waits = Array.from({ length: 100 }, (_, n) => systemErrorDelayMs(3, new Date(ended.getTime() + n)));
    expect(new Set(waits).size).toBeGreaterThan(95);
  });
});
