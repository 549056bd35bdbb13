import { describe, expect, it } from '@jest/globals';
import { violated, violationsOf } from './testing/evidence.js';
import { ENDED, endedAt } from './testing/ended.js';

describe('the promises to a client that ends its call', () => {
  it.each(ENDED)('%s: names %s', (promise, _what, make, violations) => {
    expect(violationsOf(promise, make())).toEqual(violations);
  });

  it('passes a call that ended within a moment, and was not dialled again', () => {
    expect(violated(endedAt(2_001, { endedAt: 4_001 }))).toEqual([]);
  });

  it('passes a call that was dialled again after its client was refused', () => {
    const evidence = endedAt(0);
    evidence.intents[0]!.end = { by: 'cancel' };
    expect(violated(evidence)).toEqual([]);
  });

  it('passes a call that is not dialled as often as its plan asks, because its client ended it', () => {
    const evidence = endedAt(950);
    evidence.calls[0]!.attempts.pop();
    Object.assign(evidence.calls[0]!, { status: 'no-answer', duration: null, recordings: [] });
    evidence.dials.pop();
    evidence.events = [];
    evidence.readings = [];
    expect(violated(evidence)).toEqual([]);
  });
});
