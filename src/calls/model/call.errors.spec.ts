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

const NOT_DIALLED = 'Call cannot be ended yet: whether Twilio has dialled it is not known';
const CHANGING = 'Call cannot be ended yet: it is changing at this moment';

it.each([
  ['call-not-found', 'not-found', 'Call not found: x', () => new CallNotFoundError('x')],
  ['call-not-allowed', 'forbidden', 'Call not allowed: rule: x', () => new CallNotAllowedError('rule: x')],
  ['call-already-ended', 'conflict', 'Call has already ended: x', () => new CallAlreadyEndedError('x')],
  ['call-in-progress', 'conflict', 'Call is in progress: hang up instead', () => new CallInProgressError()],
  ['call-not-dialled', 'conflict', NOT_DIALLED, () => new CallNotDialledError()],
  ['call-changing', 'conflict', CHANGING, () => new CallChangingError()],
] as const)('clients know by its code what went wrong: %s', (code, kind, message, make) => {
  expect(make()).toMatchObject({ code, kind, message });
});

it('a call that a rule forbids may be allowed another day; nothing else becomes right by itself', () => {
  expect(new CallNotAllowedError('').isWorthRetrying).toBe(true);
  expect(new CallAlreadyEndedError('busy').isWorthRetrying).toBe(false);
});

it('each attempt of each call fails by an event of its own', () => {
  const keys = ['a', 'b'].flatMap((id) => [1, 2].map((n) => failureKey(id, n)));
  expect(new Set(keys).size).toBe(4);
});
