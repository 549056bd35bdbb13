import { describe, expect, it } from '@jest/globals';
import { repeated, undialled, violated } from './testing/evidence.js';
import { UNPLANNED } from './testing/unplanned.js';

describe('the promises about plans', () => {
  it.each(UNPLANNED)('%s: names %s', (promise, _what, make) => {
    expect(violated(make())).toContain(promise);
  });

  it('passes a call that was dialled again as its plan asks', () => {
    expect(violated(repeated())).toEqual([]);
  });

  it('passes another attempt that follows an end, also where it was not dialled after all', () => {
    const evidence = repeated({ dials: 3 });
    evidence.calls[0]!.attempts.push(undialled());
    evidence.calls[0]!.status = 'failed';
    evidence.calls[0]!.reason = 'not-dialled';
    evidence.readings.push({ callId: 'call-1', at: 2_500, status: 'initiated' });
    expect(violated(evidence)).toEqual([]);
  });

  it('passes what came a moment after a pause began, and what ended while it waited for another attempt', () => {
    const evidence = repeated({ dials: 3 });
    evidence.pauses = [{ from: 1_900, until: 9_000 }];
    evidence.calls[0]!.status = 'canceled';
    evidence.calls[0]!.reason = 'expired';
    expect(violated(evidence)).toEqual([]);
  });
});
