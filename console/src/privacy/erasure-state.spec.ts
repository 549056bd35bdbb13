import { describe, expect, it } from '@jest/globals';
import { e164In, type Erasure, erasedIn, waitsFor } from './erasure-state.js';

const erasure = (given: Partial<Erasure>): Erasure =>
  ({ waiting_for: 0, on_hold: 0, problem: null, erased: [], ...given }) as Erasure;

describe('an erasure', () => {
  it('says how much was erased, and for what it waits', () => {
    expect(erasedIn(erasure({}))).toBe(0);
    const erased = [
      { collection: 'calls', count: 2 },
      { collection: 'users', count: 1 },
    ];
    expect(erasedIn(erasure({ erased }))).toBe(3);
    expect(waitsFor(erasure({}))).toEqual([]);
    const said = waitsFor(erasure({ waiting_for: 1, on_hold: 2, problem: 'Twilio is away' }));
    expect(said).toEqual([
      expect.stringMatching(/^1 call has not ended yet/),
      expect.stringMatching(/^2 calls are on hold/),
      'It does not go on for now: Twilio is away',
    ]);
  });
});

it.each([
  ['+1 (415) 555-0123', '+14155550123'],
  ['+4420 7946.0100', '+442079460100'],
  ['4155550123', null],
  ['+0123456', null],
  ['', null],
])('%j as a number is %j', (text, number) => {
  expect(e164In(text)).toBe(number);
});
