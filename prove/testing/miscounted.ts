import type { Evidence } from '../evidence.js';
import { call, planted } from './evidence.js';

/** A call that was completed, and was made in the second quarter-hour, counted as this. */
export const countedAs = (outcomes: Record<string, number>): Evidence =>
  planted(({ counting }) => Object.assign(counting, { outcomes, madeAt: { 'call-1': 2_000_000 } }));

const DIFFERENT = 'results different from a recount';

/** Results that are not those of the calls: the promise that is broken, what it is, and the violations that are found. */
export const MISCOUNTED: [promise: string, what: string, make: () => Evidence, violations: string[]][] = [
  [
    DIFFERENT,
    'a call that was counted twice',
    () => countedAs({ '2 completed': 2 }),
    ['2 completed: 2 counted, and there are 1'],
  ],
  [
    DIFFERENT,
    'a call that was counted as what it was before',
    () => countedAs({ '2 ringing': 1 }),
    ['2 ringing: 1 counted, and there are 0', '2 completed: 0 counted, and there are 1'],
  ],
  [
    DIFFERENT,
    'a call that was counted elsewhere too',
    () => countedAs({ '2 completed': 1, '3 completed': 1 }),
    ['3 completed: 1 counted, and there are 0'],
  ],
  [
    DIFFERENT,
    'one of two calls that was never counted',
    () => {
      const evidence = countedAs({ '2 completed': 1 });
      evidence.calls.push(call({ callId: 'call-2', handle: 'client-2', status: 'busy' }));
      evidence.counting.madeAt['call-2'] = 2_700_000;
      return evidence;
    },
    ['3 busy: 0 counted, and there are 1'],
  ],
  [
    DIFFERENT,
    'what Atlas’s own check finds',
    () => planted(({ counting }) => counting.differences.push('DIFFERENT 2 priced/USD: 2, counted anew 1')),
    ['DIFFERENT 2 priced/USD: 2, counted anew 1'],
  ],
  [
    'results not counted',
    'a call that is marked still',
    () => planted(({ counting }) => counting.left.push('call call-1 is not counted')),
    ['call call-1 is not counted'],
  ],
];
