import { expect, it } from '@jest/globals';
import { sortOf } from './result-of.js';

const STATUS = '/twilio/status';
const sort = (route: string | null, status: number, path = STATUS, isWhole = true) =>
  sortOf({ route, path, status, isWhole }, () => 'token');

it.each<[string | null, number, string, object]>([
  [STATUS, 200, STATUS, { kind: 'status', result: 'accepted' }],
  ['/twilio/voice/recorded', 200, STATUS, { kind: 'recorded', result: 'accepted' }],
  [STATUS, 503, STATUS, { kind: 'status', result: 'failed' }],
  [STATUS, 403, STATUS, { kind: 'status', result: 'refused', reason: 'token' }],
  [STATUS, 429, STATUS, { kind: 'status', result: 'refused', reason: 'token' }],
  [STATUS, 413, STATUS, { kind: 'status', result: 'refused', reason: 'too-long' }],
  [STATUS, 415, STATUS, { kind: 'status', result: 'refused', reason: 'unreadable' }],
  [null, 413, STATUS, { kind: 'other', result: 'refused', reason: 'too-long' }],
  [null, 405, '/Twilio/status/', { kind: 'other', result: 'refused', reason: 'method' }],
  [null, 404, '/atlas/twilio/status', { kind: 'other', result: 'refused', reason: 'path' }],
  [null, 401, '/twilio/constructor', { kind: 'other', result: 'refused', reason: 'path' }],
  ['/users', 200, '/users', { kind: 'other', result: 'accepted' }],
])('route %s, %i at %s', (route, status, path, expected) => {
  expect(sort(route, status, path)).toEqual(expected);
});

it('takes an answer that nobody heard for a failure', () => {
  expect(sort(STATUS, 200, STATUS, false)).toEqual({ kind: 'status', result: 'failed' });
});
