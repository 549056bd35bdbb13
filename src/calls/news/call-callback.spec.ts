import { expect, it } from '@jest/globals';
import { callbackKey, type TwilioCallback } from '../../twilio/twilio-callback.js';
import { toCallEvent } from './call-callback.js';

const receivedAt = new Date('2026-03-05T06:07:09.000Z');
const callback = (params: Record<string, string>, changes: Partial<TwilioCallback> = {}): TwilioCallback => ({
  kind: 'status',
  params,
  receivedAt,
  ...changes,
});

it('a callback tells all that is read of it, and is kept as it came', () => {
  const params = {
    ...{ CallSid: 'CA1', CallStatus: 'completed', Timestamp: 'Thu, 05 Mar 2026 06:07:08 +0000' },
    ...{ CallDuration: '17', Direction: 'outbound-api', AnsweredBy: 'human', SipResponseCode: '200' },
    SomethingNew: 'yes',
  };
  const told = callback(params, { leftOut: ['SpeechResult'] });
  expect(toCallEvent(told)).toEqual({
    ...{ key: callbackKey(told), source: 'callback', kind: 'status', status: 'completed', receivedAt },
    occurredAt: new Date('2026-03-05T06:07:08.000Z'),
    ...{ durationSeconds: 17, direction: 'outbound-api', answeredBy: 'human', sipCode: 200 },
    ...{ params, leftOut: ['SpeechResult'] },
  });
});

it('what a callback does not tell, or in words that nobody knows, is not made up', () => {
  const params = { CallSid: 'CA1', CallStatus: 'levitating', Direction: '', AnsweredBy: '' };
  const event = toCallEvent(callback(params));
  expect(event).not.toHaveProperty('leftOut');
  const { key, params: kept, ...rest } = event;
  expect([key, kept]).toEqual([callbackKey(callback(params)), params]);
  expect(Object.values(rest).filter((value) => value !== undefined)).toEqual([
    ...['callback', 'status', receivedAt],
  ]);
});

it('a recording is a sign that somebody has answered, whatever else it names', () => {
  const params = { CallSid: 'CA1', CallStatus: 'completed', RecordingSid: 'RE1' };
  expect(toCallEvent(callback(params, { kind: 'recording' })).status).toBe('in-progress');
});
