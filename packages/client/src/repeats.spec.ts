import { describe, expect, it } from '@jest/globals';
import { mayRepeat, waitMs, type FailedTry } from './repeats.js';

const failed = (changes: Partial<FailedTry>): FailedTry => ({
  method: 'GET',
  hasKey: false,
  status: 0,
  retryAfterSeconds: null,
  isAtlas: false,
  ...changes,
});

describe('a request that failed', () => {
  it.each([0, 409, 429, 502, 503, 504])('is never sent again as a POST without a key: %d', (status) => {
    expect(mayRepeat(failed({ method: 'POST', status, retryAfterSeconds: 1 }))).toBe(false);
  });

  it.each<[boolean, Partial<FailedTry>]>([
    [true, {}],
    [true, { method: 'DELETE' }],
    [true, { method: 'POST', hasKey: true }],
    [false, { method: 'PATCH' }],
    [true, { status: 504 }],
    [true, { status: 502 }],
    [false, { status: 502, isAtlas: true }],
    [true, { method: 'POST', hasKey: true, status: 502 }],
    [false, { method: 'POST', hasKey: true, status: 502, isAtlas: true }],
    [true, { status: 503 }],
    [false, { method: 'PATCH', status: 503 }],
    [true, { method: 'PATCH', status: 503, retryAfterSeconds: 5 }],
    [true, { method: 'PATCH', status: 429 }],
    [true, { method: 'POST', hasKey: true, status: 409, retryAfterSeconds: 1 }],
    [false, { method: 'POST', hasKey: true, status: 409 }],
    [false, { status: 409, retryAfterSeconds: 1 }],
    [false, { status: 404 }],
    [false, { status: 500 }],
    [true, { status: 429, retryAfterSeconds: 60 }],
    [false, { status: 429, retryAfterSeconds: 61 }],
  ])('may be sent again: %s, %j', (expected, changes) => {
    expect(mayRepeat(failed(changes))).toBe(expected);
  });
});

describe('the wait before the next try', () => {
  it('doubles, of which up to a half is left to chance, and has an end', () => {
    expect([1, 2, 3].map((tries) => waitMs(tries, 200, null, 1))).toEqual([200, 400, 800]);
    expect(waitMs(1, 200, null, 0)).toBe(100);
    expect(waitMs(30, 200, null, 1)).toBe(10_000);
  });

  it('is never shorter than what Atlas asks for', () => {
    expect([0, 1].map((chance) => waitMs(1, 200, 3, chance))).toEqual([3_000, 3_100]);
  });
});
