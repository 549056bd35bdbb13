import type { Evidence } from '../evidence.js';
import { attempt, call, planted, repeated } from './evidence.js';

/** A call that was answered, and said nothing; Atlas shows these codes. */
export const silent = (...codes: number[]): Evidence =>
  planted(({ calls, dials }) => {
    dials[0]!.isSilent = true;
    calls[0]!.attempts[0]!.codes = codes;
  });

/** A silent dial and another one, though nothing but the silence can be why. */
export const rungAgain = (answeredBy: string | null = null): Evidence => {
  const evidence = repeated({ on: ['no-answer', 'voicemail'] });
  evidence.calls[0]!.attempts[0] = attempt({ sid: 'CA0', codes: [11205] });
  Object.assign(evidence.dials[0]!, { status: 'completed', duration: 12, isSilent: true, answeredBy });
  return evidence;
};

const refusal = '20003 Authenticate';

/** A call that nobody dialled because the account was refused, and whose client was told of no such thing. */
export const refused = (): Evidence =>
  planted((evidence) => {
    const failed = attempt({ sid: null, status: 'failed', duration: null, reason: refusal });
    evidence.calls = [
      call({ status: 'failed', duration: null, reason: refusal, attempts: [failed], recordings: [] }),
    ];
    evidence.dials = [];
    evidence.events = [];
    evidence.readings = [];
  });

/** What an outage must not lead to: the promise that is broken, what it is, and the violations that are found. */
export const IN_OUTAGES: [promise: string, what: string, make: () => Evidence, violations: string[]][] = [
  [
    'a planned call failed for a refusal of the account',
    'a call that failed',
    refused,
    ['call-1 is failed: 20003 Authenticate'],
  ],
  [
    'a planned call failed for a refusal of the account',
    'an attempt that is used up',
    () =>
      planted(({ calls }) =>
        calls[0]?.attempts.unshift(attempt({ sid: null, status: 'failed', reason: refusal })),
      ),
    ['call-1 is completed: 20003 Authenticate'],
  ],
  [
    'completed in silence without a reason shown',
    'no code at all',
    () => silent(),
    ['call-1: CA1 said nothing, and Atlas does not show why'],
  ],
  [
    'completed in silence without a reason shown',
    'a code that tells of something else',
    () => silent(21220, 13224),
    ['call-1: CA1 said nothing, and Atlas does not show why'],
  ],
  [
    'rung again for a fault of ours',
    'a person',
    () => rungAgain(),
    ['call-1: CA1 was dialled after CA0 had said nothing'],
  ],
];
