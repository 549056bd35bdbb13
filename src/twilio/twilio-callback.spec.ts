import { describe, expect, it } from '@jest/globals';
import { callbackKey, parseCount, parseTwilioDate, type TwilioCallback } from './twilio-callback.js';

describe('a count', () => {
  it.each([
    ['0', 0],
    ['7', 7],
    ['007', 7],
    ['999999999', 999_999_999],
    ['1000000000', undefined],
    ['', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['1x', undefined],
    ['x1', undefined],
    [undefined, undefined],
  ])('%j is %j', (text, count) => {
    expect(parseCount(text)).toBe(count);
  });
});

describe('a date of Twilio’s', () => {
  it.each([
    ['Tue, 03 Feb 2026 04:05:06 +0000', '2026-02-03T04:05:06.000Z'],
    ['Sat, 01 Jan 2000 00:00:00 +0000', '2000-01-01T00:00:00.000Z'],
    ['Thu, 31 Dec 2099 23:59:59 +0000', '2099-12-31T23:59:59.000Z'],
  ])('%s is a moment', (text, moment) => {
    expect(parseTwilioDate(text)?.toISOString()).toBe(moment);
  });

  it.each([
    ['Fri, 31 Dec 1999 23:59:59 +0000'],
    ['Fri, 01 Jan 2100 00:00:00 +0000'],
    ['yesterday'],
    [''],
    [undefined],
  ])('%j is none', (text) => {
    expect(parseTwilioDate(text)).toBeUndefined();
  });
});

describe('the key of a callback', () => {
  const told: TwilioCallback = {
    kind: 'status',
    callId: 'a',
    attempt: 1,
    params: { CallSid: 'CA1', CallStatus: 'ringing' },
    receivedAt: new Date(0),
  };

  it('is the same for what is told again, in whatever order, and whenever it comes', () => {
    const again = { ...told, params: { CallStatus: 'ringing', CallSid: 'CA1' }, receivedAt: new Date(1) };
    expect(callbackKey(again)).toBe(callbackKey(told));
    expect(callbackKey(told)).toMatch(/^[\w-]{43}$/);
  });

  it('is another one for all that is not the same', () => {
    const others: TwilioCallback[] = [
      { ...told, kind: 'voice' },
      { ...told, callId: 'b' },
      { ...told, callId: undefined },
      { ...told, attempt: 2 },
      { ...told, attempt: undefined },
      { ...told, params: { CallSid: 'CA1' } },
      { ...told, params: { CallSid: 'CA1', CallStatus: 'busy' } },
      { ...told, params: { CallSid: 'CA1', Status: 'ringing' } },
    ];
    expect(new Set([told, ...others].map(callbackKey)).size).toBe(others.length + 1);
  });
});
