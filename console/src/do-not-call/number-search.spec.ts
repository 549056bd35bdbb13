import { describe, expect, it } from '@jest/globals';
import { numberSearch } from './number-search.js';

describe('the number that is looked up', () => {
  it.each([
    ['+1 (415) 555-0123', '+14155550123'],
    [14155550123, '+14155550123'],
    [' ', undefined],
    [{}, undefined],
  ])('%p is %p', (number, expected) => {
    expect(numberSearch({ number })).toEqual(expected === undefined ? {} : { number: expected });
  });
});
