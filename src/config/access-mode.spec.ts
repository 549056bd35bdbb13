import { describe, expect, it } from '@jest/globals';
import { isOpen, requestLimits } from './access-mode.js';
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
    expect(isOpen(createEnvironment({ LOCAL_DATABASE: 'allowed', ...variables }))).toBe(expected);
  });
});

const limitsOf = (variables: Record<string, string>) => requestLimits(createEnvironment(variables));

describe('the limits of a caller', () => {
  it.each([
    [{}, 60],
    [{ TWILIO_CPS: '0.5' }, 60],
    [{ TWILIO_CPS: '2.51' }, 150],
  ])('follow the pace of the account with %j', (variables, placings) => {
    expect(limitsOf({ ...PRODUCTION, ...variables })).toEqual({ requests: 600, placings });
  });

  it('are as they are set', () => {
    const set = { REQUESTS_PER_MINUTE: '7', PLACINGS_PER_MINUTE: '3' };
    expect(limitsOf({ ...PRODUCTION, ...set })).toEqual({ requests: 7, placings: 3 });
    expect(limitsOf(set)).toEqual({ requests: 7, placings: 3 });
  });

  it('are none while no phone can ring', () => {
    expect(limitsOf({})).toEqual({});
    expect(limitsOf({ ...TWILIO, TWILIO_API_BASE_URL: 'http://127.0.0.1:9' })).toEqual({});
  });
});
