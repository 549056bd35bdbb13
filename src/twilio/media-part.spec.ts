import { describe, expect, it } from '@jest/globals';
import { isPartAsked } from './media-part.js';

describe('a part of a recording', () => {
  it.each([
    ['bytes=1-2', 'bytes 1-2/9', '2', true],
    ['bytes=1-2', 'bytes 1-2/9', undefined, true],
    ['bytes=1-99', 'bytes 1-8/9', '8', true],
    ['bytes=1-', 'bytes 1-8/*', '8', true],
    ['bytes=-2', 'bytes 7-8/9', '2', true],
    ['bytes=-99', 'bytes 0-8/9', '9', true],
    ['bytes=1-2', undefined, '2', false],
    ['bytes=1-2', 'bytes 5-6/9', '2', false],
    ['bytes=1-2', 'bytes 0-8/9', '9', false],
    ['bytes=1-2', 'bytes 1-2/9', '9', false],
    ['bytes=1-2', 'bytes 1-0/9', undefined, false],
    ['bytes=-2', 'bytes 0-1/9', '2', false],
    ['bytes=-2', 'bytes 0-8/9', '9', false],
  ])('asked for as %s, told as %s with a length of %s: %s', (range, told, length, is) => {
    const headers = { 'content-range': told, 'content-length': length };
    expect(isPartAsked(range, headers)).toBe(is);
  });
});
