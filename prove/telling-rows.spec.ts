import { describe, expect, it } from '@jest/globals';
import { violationsOf } from './testing/evidence.js';
import { CHANGED, INVENTED, LOST, told, TOLD_WRONG } from './testing/untold.js';

describe('the promises to customers', () => {
  it.each(TOLD_WRONG)('%s: names %s', (promise, _what, change, violations) => {
    expect(violationsOf(promise, told(change))).toEqual(violations);
  });

  it('let the same be told twice', () => {
    const twice = told((all) => [...all, ...all]);
    for (const promise of [LOST, INVENTED, CHANGED]) expect(violationsOf(promise, twice)).toEqual([]);
  });
});
