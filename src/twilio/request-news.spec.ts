import { expect, it } from '@jest/globals';
import { operationOf, requestOutcomeOf } from './request-news.js';
import { TwilioError } from './twilio.errors.js';

const ACCOUNT = 'https://api.twilio.com/2010-04-01/Accounts/AC0123';

it.each([
  ['post', '/Calls.json', 'place-call'],
  ['get', '/Calls.json?To=%2B14155550100', 'list-calls'],
  ['get', '/Calls/CA01.json', 'fetch-call'],
  ['post', '/Calls/CA01.json', 'end-call'],
  ['get', '/Calls/CA01/Events.json', 'list-events'],
  ['get', '/Calls/CA01/Recordings.json', 'list-recordings'],
  ['get', '/Calls/CA01/Notifications.json', 'list-notifications'],
  ['get', '/Recordings/RE01/Transcriptions.json', 'list-transcriptions'],
  ['get', '.json', 'fetch-account'],
  ['delete', '/Calls/CA01.json', 'other'],
])('%s %s is %s', (method, path, operation) => {
  expect(operationOf(method, ACCOUNT + path)).toBe(operation);
});

it('a 429 is told from all that was not sent', () => {
  const failure = (code: number | string) => new TwilioError('unsent', { code, message: '' });
  expect(requestOutcomeOf(failure(20429))).toBe('slow-down');
  expect(requestOutcomeOf(failure('ECONNREFUSED'))).toBe('unsent');
  expect(requestOutcomeOf(new TwilioError('refused', { code: 21211, message: '' }))).toBe('refused');
  expect(requestOutcomeOf(new Error('x'))).toBe('unknown');
});
