import { describe, expect, it } from '@jest/globals';
import { isOpen } from './access-mode.js';
import { createEnvironment } from './create-environment.js';
import { PRODUCTION, TWILIO } from './testing/settings.js';

describe('Atlas is open', () => {
  it.each([
    ['calls are simulated', {}, true],
    ['the simulator has credentials of its own', { ...TWILIO, TWILIO_MODE: 'simulator' }, true],
    ['Twilio is asked', TWILIO, false],
    ['this machine is asked', { ...TWILIO, TWILIO_API_BASE_URL: 'http://127.0.0.1:9' }, true],
    ['another machine is asked', { ...TWILIO, TWILIO_API_BASE_URL: 'https://api.twilio.com' }, false],
    [
      'this machine is asked in production',
      { ...PRODUCTION, TWILIO_API_BASE_URL: 'http://127.0.0.1:9' },
      false,
    ],
    ['everybody is let in though calls are real', { ...TWILIO, AUTH_DISABLED: 'true' }, false],
  ])('where %s: %#', (_, variables, expected) => {
    expect(isOpen(createEnvironment(variables))).toBe(expected);
  });
});
