import { describe, expect, it } from '@jest/globals';
import { recordingOf, toCallback } from './callback-request.js';

const asked = (query: Record<string, unknown>, params: Record<string, string> = {}) => ({ query, params });
const attemptIn = (attempt: unknown) => toCallback('status', asked({ attempt })).attempt;

describe('what a URL says', () => {
  it.each([
    ['1', 1],
    ['9', 9],
    ['10', 10],
    ['99', 99],
  ])('of attempt %s is read', (text, attempt) => expect(attemptIn(text)).toBe(attempt));

  it.each([
    '0',
    '00',
    '01',
    '100',
    '-1',
    '+1',
    '1.0',
    '1e1',
    ' 1',
    '1 ',
    '',
    '١',
    ['1', '2'],
    { $gt: '' },
    undefined,
  ])('of attempt %j is nothing', (value) => expect(attemptIn(value)).toBeUndefined());

  it.each([
    ['true', true],
    ['false', false],
    [undefined, undefined],
  ])('of a plan and of recording is %p where it says %j', (text, flag) => {
    expect(toCallback('status', asked({ plan: text })).hasPlan).toBe(flag);
    expect(recordingOf(asked({ recording: text }))).toBe(flag);
  });

  it.each([['a', 'b'], { a: 'b' }, ''].map((each) => [each]))(
    'of a call is nothing where it is %j',
    (call_id) => {
      expect(toCallback('voice', asked({ call_id })).callId).toBeUndefined();
    },
  );
});

it('gives fields names that BSON can hold', () => {
  const { params } = toCallback('status', asked({}, { 'a\0b': '1', _bsontype: '2', CallSid: '3' }));
  expect(params).toEqual({ 'a\uFFFDb': '1', _bsontype_: '2', CallSid: '3' });
});
