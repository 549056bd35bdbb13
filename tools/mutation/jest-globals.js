/** What specs import from `@jest/globals`, made of Jest's own parts, where no Jest runs them. */
import { ModernFakeTimers } from '@jest/fake-timers';
import { getState } from 'jest-circus';
import { fn, ModuleMocker, mocked } from 'jest-mock';

export { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'jest-circus';
export { expect } from 'expect';

const mocks = new ModuleMocker(globalThis);
const timers = new ModernFakeTimers({ config: { fakeTimers: {} }, global: globalThis });

export const jest = {
  fn,
  mocked,
  spyOn: mocks.spyOn.bind(mocks),
  restoreAllMocks: () => mocks.restoreAllMocks(),
  useFakeTimers: (settings) => timers.useFakeTimers(settings),
  useRealTimers: () => timers.useRealTimers(),
  setSystemTime: (now) => timers.setSystemTime(now),
  getTimerCount: () => timers.getTimerCount(),
  advanceTimersByTime: (milliseconds) => timers.advanceTimersByTime(milliseconds),
  advanceTimersByTimeAsync: (milliseconds) => timers.advanceTimersByTimeAsync(milliseconds),
  setTimeout: (milliseconds) => (getState().testTimeout = milliseconds),
};
