import { afterEach, beforeEach, jest } from '@jest/globals';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
/** When a test's time begins. */
export const START = new Date('2026-03-04T05:00:00.000Z');

/** Lets the time of each test stand still but for what the test lets pass; timers run. */
export const letTimeStandStill = (): void => {
  beforeEach(() => {
    jest.useFakeTimers({ now: START, doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });
};

export const pass = (ms: number): void => {
  jest.setSystemTime(Date.now() + ms);
};
