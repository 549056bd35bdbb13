import { expect, it } from '@jest/globals';
import {
  CallAlreadyEndedError,
  CallChangingError,
  CallInProgressError,
  CallNotAllowedError,
  CallNotDialledError,
  CallNotFoundError,
} from './call.errors.js';
import { failureKey } from './failure-key.js';

it.each([
  [new CallNotFoundError('x'), 'call-not-found', 'not-found', 'Call not found: x'],
  [new CallNotAllowedError('rule: why'), 'call-not-allowed', 'forbidden', 'Call not allowed: rule: why'],
  [new CallAlreadyEndedError('busy'), 'call-already-ended', 'conflict', 'Call has already ended: busy'],
  [new CallInProgressError(), 'call-in-progress', 'conflict', 'Call is in progress: hang up instead'],
  [
    ...[new CallNotDialledError(), 'call-not-dialled', 'conflict'],
    'Call cannot be ended yet: whether Twilio has dialled it is not known',
  ],
  [
    ...[new CallChangingError(), 'call-changing', 'conflict'],
    'Call cannot be ended yet: it is changing at this moment',
  ],
] as const)('clients know %s by its code', (error, code, kind, message) => {
  expect(error).toMatchObject({ code, kind, message });
});

it('a call that a rule forbids may be allowed another day; nothing else becomes right by itself', () => {
  expect(new CallNotAllowedError('').isWorthRetrying).toBe(true);
  expect(new CallAlreadyEndedError('busy').isWorthRetrying).toBe(false);
});

it('each attempt of each call fails by an event of its own', () => {
  const keys = ['a', 'b'].flatMap((id) => [1, 2].map((n) => failureKey(id, n)));
  expect(new Set(keys).size).toBe(4);
});
