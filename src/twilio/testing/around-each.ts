import { afterEach, beforeEach, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { closeStarted } from './stub-twilio.js';

/** Called once in a spec: warnings are kept and not printed, and all that a test has started ends after it. */
export const quietly = (): void => {
  beforeEach(() => {
    jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  });
  afterEach(async () => {
    await closeStarted();
    jest.restoreAllMocks();
  });
};
