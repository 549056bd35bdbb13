import type { Evidence } from '../evidence.js';
import { allowance, attempt, dial, planted, repeated } from './evidence.js';

/** What is against a plan, and the promise that it breaks. */
export const UNPLANNED: [promise: string, what: string, make: () => Evidence][] = [
  [
    'more than one dial per intent, or than its plan allows',
    'one dial too many',
    () => repeated({ dials: 1 }),
  ],
  [
    'no dial, and Atlas does not say failed or canceled with a reason',
    'an attempt without a dial',
    () => planted(({ calls }) => calls[0]?.attempts.unshift(attempt({ sid: null }))),
  ],
  [
    'final status or duration different',
    'an earlier attempt that ended otherwise',
    () => {
      const evidence = repeated();
      evidence.calls[0]!.attempts[0]!.status = 'busy';
      return evidence;
    },
  ],
  ['dialled before its time, or outside its window', 'before its time', () => repeated({ notBefore: 2_500 })],
  ['dialled after it expired', 'after it expired', () => repeated({ before: -1_501 })],
  [
    'called again though its plan does not ask for it',
    'another outcome',
    () => repeated({ on: ['busy', 'voicemail'] }),
  ],
  ['called again though its plan does not ask for it', 'too early', () => repeated({}, { at: 1_800 })],
  [
    'called again though its plan does not ask for it',
    'the line still open',
    () => {
      const evidence = repeated();
      evidence.dials[0]!.endedAt = null;
      return evidence;
    },
  ],
  [
    'not called again though its plan asks for it',
    'a voicemail, and attempts left',
    () =>
      planted((evidence) => {
        evidence.intents[0]!.allowance = allowance({ dials: 2, on: ['voicemail'] });
        evidence.dials = [dial({ answeredBy: 'machine_start' })];
      }),
  ],
  [
    'dialled while dispatch was paused',
    'in the middle of a pause',
    () => planted(({ dials }) => dials.splice(0, 1, dial({ at: 17_000 }))),
  ],
  [
    'dialled faster than the account allows',
    'eight in a second',
    () => planted(({ dials }) => dials.push(...Array.from({ length: 7 }, () => dial({ at: 1_499 })))),
  ],
];
