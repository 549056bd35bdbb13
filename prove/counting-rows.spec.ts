import { describe, expect, it } from '@jest/globals';
import { violated, violationsOf } from './testing/evidence.js';
import { countedAs, MISCOUNTED } from './testing/miscounted.js';

describe('the promises about results', () => {
  it.each(MISCOUNTED)('%s: names %s', (promise, _what, make, violations) => {
    expect(violationsOf(promise, make())).toEqual(violations);
  });

  it('passes results that are those of the calls', () => {
    expect(violated(countedAs({ '2 completed': 1 }))).toEqual([]);
  });
});
