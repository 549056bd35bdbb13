import { describe, expect, it } from '@jest/globals';
import type { Telling } from './telling.js';
import { faultless, telling, violationsOf } from './testing/evidence.js';

type Change = (tellings: Telling[]) => Telling[];

const told = (change: Change) => {
  const evidence = faultless();
  return { ...evidence, tellings: change(evidence.tellings) };
};

const without =
  (n: number): Change =>
  (all) =>
    all.filter(({ data }) => data.sequence !== n);

const LOST = 'a customer was not told of a change';
const INVENTED = 'a customer was told of what did not happen';
const CHANGED = 'an event was told in two ways';
const FOUND: [promise: string, what: string, change: Change, violations: string[]][] = [
  [LOST, 'nobody who was told', () => [], ['Nobody was told of anything']],
  [LOST, 'a call that was made', without(1), ['steady: call-1 was made', 'steady: call-1: number 1']],
  [
    ...[LOST, 'the end of an attempt', without(2)],
    ['steady: call-1, attempt 1 is completed, told: nothing', 'steady: call-1: number 2'],
  ] as never,
  [LOST, 'a recording', without(3), ['steady: call-1: RE1 is complete', 'steady: call-1: number 3']],
  [LOST, 'the end of a call', without(4), ['steady: call-1 is completed, told: nothing']],
  [
    ...[
      LOST,
      'an end that was corrected',
      (all: Telling[]) => [...all, telling(5, 'call.ended', { status: 'busy' })],
    ],
    ['steady: call-1 is completed, told: busy'],
  ] as never,
  [
    ...[
      LOST,
      'what one of two was told',
      (all: Telling[]) => [...all, { ...telling(1, 'call.created'), to: 'moody' }],
    ],
    [
      'moody: call-1, attempt 1 is completed, told: nothing',
      'moody: call-1: RE1 is complete',
      'moody: call-1 is completed, told: nothing',
    ],
  ] as never,
  [
    ...[INVENTED, 'a call', (all: Telling[]) => [...all, telling(1, 'call.created', { call_id: 'call-2' })]],
    ['steady: call.created of call-2'],
  ] as never,
  [
    ...[INVENTED, 'an attempt', (all: Telling[]) => [...all, telling(5, 'attempt.ended', { attempt: 2 })]],
    ['steady: call-1 has no attempt 2'],
  ] as never,
  [
    ...[
      INVENTED,
      'a recording',
      (all: Telling[]) => [...all, telling(5, 'recording.completed', { recording_sid: 'RE2' })],
    ],
    ['steady: call-1 has no RE2'],
  ] as never,
  [CHANGED, 'other bytes', (all) => [...all, { ...all[0]!, body: 'other' }], ['evt_1']],
  [CHANGED, 'another id', (all) => [...all, { ...all[0]!, id: 'evt_9' }], ['call-1 1']],
  [
    ...[
      'a customer was told without a good signature',
      'one',
      (all: Telling[]) => all.map((each) => ({ ...each, isSigned: each.id !== 'evt_2' })),
    ],
    ['steady: evt_2'],
  ] as never,
];

describe('the promises to customers', () => {
  it.each(FOUND)('%s: names %s', (promise, _what, change, violations) => {
    expect(violationsOf(promise, told(change))).toEqual(violations);
  });

  it('let the same be told twice', () => {
    const twice = told((all) => [...all, ...all]);
    for (const promise of [LOST, INVENTED, CHANGED]) expect(violationsOf(promise, twice)).toEqual([]);
  });
});
