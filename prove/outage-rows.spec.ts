import { describe, expect, it } from '@jest/globals';
import { answer, violated, violationsOf } from './testing/evidence.js';
import { IN_OUTAGES, refused, rungAgain, silent } from './testing/outages.js';

describe('the promises about outages', () => {
  it.each(IN_OUTAGES)('%s: names %s', (promise, _what, make, violations) => {
    expect(violationsOf(promise, make())).toEqual(violations);
  });

  it.each([11200, 11205, 12100])('passes a silent call that shows %i', (code) => {
    expect(violated(silent(21220, code))).toEqual([]);
  });

  it('passes another call to a machine, whose voicemail the plan asks to be repeated', () => {
    expect(violated(rungAgain('machine_start'))).toEqual([]);
  });

  it('passes a request that was refused with the account, and the call that the same key then made', () => {
    const evidence = refused();
    const { calls, dials } = silent(11200);
    calls[0]!.callId = 'call-2';
    dials[0]!.callId = 'call-2';
    dials[0]!.acknowledged = [];
    Object.assign(evidence.intents[0]!, {
      answers: [answer({ status: 502, isAccountRefused: true }), answer({ callId: 'call-2' })],
      replay: answer({ callId: 'call-2', isReplay: true }),
    });
    evidence.calls.push(...calls);
    evidence.dials = dials;
    expect(violated(evidence)).toEqual([]);
  });

  it('fails a request that was refused with the account, and never answered anything else', () => {
    const evidence = refused();
    evidence.intents[0]!.answers = [answer({ status: 502, isAccountRefused: true })];
    expect(violationsOf('requests without a proper answer', evidence)).toEqual(['key-1 was never answered']);
  });
});
