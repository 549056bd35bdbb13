import type { Evidence } from '../evidence.js';
import type { Telling } from '../telling.js';
import { faultless, telling } from './evidence.js';

type Change = (tellings: Telling[]) => Telling[];

/** The faultless evidence with what customers were told so changed. */
export const told = (change: Change): Evidence => {
  const evidence = faultless();
  return { ...evidence, tellings: change(evidence.tellings) };
};

const without =
  (n: number): Change =>
  (all) =>
    all.filter(({ data }) => data.sequence !== n);

export const LOST = 'a customer was not told of a change';
export const INVENTED = 'a customer was told of what did not happen';
export const CHANGED = 'an event was told in two ways';
/** What is found against a promise to customers where this was told otherwise. */
export const TOLD_WRONG: [promise: string, what: string, change: Change, violations: string[]][] = [
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
