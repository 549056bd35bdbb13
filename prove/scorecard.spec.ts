import { describe, expect, it } from '@jest/globals';
import { isPassed, scorecard } from './scorecard.js';
import { tableOf } from './table.js';
import {
  answer,
  attempt,
  call,
  dial,
  faultless,
  planted,
  type Plant,
  undialled,
  violated,
} from './testing/evidence.js';
import { ENDED } from './testing/ended.js';
import { IN_OUTAGES } from './testing/outages.js';
import { MISCOUNTED } from './testing/miscounted.js';
import { UNTURNED } from './testing/turns.js';
import { UNPLANNED } from './testing/unplanned.js';
import { TOLD_WRONG } from './testing/untold.js';

const PLANTED: [promise: string, what: string, plant: Plant][] = [
  [
    'more than one dial per intent, or than its plan allows',
    'two calls for one key, each dialled',
    ({ calls, dials }) => {
      calls.push(call({ callId: 'call-2', attempts: [attempt({ sid: 'CA2' })] }));
      dials.push(dial({ sid: 'CA2', callId: 'call-2' }));
    },
  ],
  [
    'no dial, and Atlas does not say failed or canceled with a reason',
    'completed, and nothing at Twilio',
    (evidence) => (evidence.dials = []),
  ],
  [
    'no dial, and Atlas does not say failed or canceled with a reason',
    'failed, but without a reason',
    (evidence) => {
      evidence.dials = [];
      evidence.calls = [call({ status: 'failed', attempts: [] })];
    },
  ],
  [
    'a dial, and Atlas says that there was none',
    'given up, but dialled',
    (evidence) =>
      (evidence.calls = [call({ status: 'failed', reason: '20500 gave up', attempts: [undialled()] })]),
  ],
  [
    'a dial that Atlas does not know',
    'a SID that no attempt has',
    (evidence) => (evidence.calls = [call({ attempts: [] })]),
  ],
  ['a dial that Atlas does not know', 'a call that is not stored', (evidence) => (evidence.calls = [])],
  [
    'final status or duration different',
    'another status',
    (evidence) => (evidence.calls = [call({ attempts: [attempt({ status: 'busy' })] })]),
  ],
  [
    'final status or duration different',
    'another duration',
    (evidence) => (evidence.calls = [call({ duration: 11 })]),
  ],
  [
    'final status or duration different',
    'no duration',
    (evidence) => (evidence.calls = [call({ attempts: [attempt({ duration: null })] })]),
  ],
  [
    'recordings different',
    'a missing recording',
    (evidence) => (evidence.calls = [call({ recordings: [] })]),
  ],
  [
    'a final status taken back',
    'ringing after the acknowledged end',
    ({ readings }) => readings.push({ callId: 'call-1', at: 1_001, status: 'ringing' }),
  ],
  [
    'acknowledged requests lost',
    'a call that GET does not know',
    (evidence) => {
      evidence.calls = [];
      evidence.dials = [];
    },
  ],
  [
    'acknowledged requests lost',
    'another call for the same key',
    ({ intents, calls, dials }) => {
      intents[0]?.answers.push(answer({ callId: 'call-2', isReplay: true }));
      calls.push(call({ callId: 'call-2', handle: 'elsewhere', attempts: [attempt({ sid: 'CA2' })] }));
      dials.push(dial({ sid: 'CA2', callId: 'call-2' }));
    },
  ],
  [
    'acknowledged requests lost',
    'a refusal after a success',
    ({ intents }) => intents[0]?.answers.push(answer({ status: 502, isReplay: true })),
  ],
  ['requests without a proper answer', 'no answer at all', ({ intents }) => intents[0]?.answers.splice(0)],
  [
    'requests without a proper answer',
    'a 500',
    ({ intents }) => intents[0]?.answers.push(answer({ status: 500 })),
  ],
  [
    'requests without a proper answer',
    'answered anew when asked again',
    ({ intents }) => (intents[0]!.replay = answer({ callId: 'call-1' })),
  ],
  ['acknowledged webhooks lost', 'one that is nowhere', ({ events }) => events.splice(0)],
  [
    'events stored more than once',
    'the same one twice in one list',
    ({ events }) => events.push({ place: 'call call-1, attempt 1', content: 'content-1' }),
  ],
  [
    'calls without an end',
    'in progress for ever',
    (evidence) => {
      evidence.calls = [call({ status: 'in-progress' })];
      evidence.dials = [dial({ isOver: false, status: 'in-progress' })];
    },
  ],
  ['instances that ended by themselves', 'a fall', ({ falls }) => falls.push('http://127.0.0.1:1')],
  [
    'forgeries and strangers let in',
    'answered with 200',
    (evidence) => (evidence.forgeries = [{ kind: 'unsigned', content: 'forged-1', status: 200 }]),
  ],
  [
    'forgeries and strangers let in',
    'told what is wrong with the request',
    (evidence) => (evidence.forgeries = [{ kind: 'a call without a key', content: 'x', status: 400 }]),
  ],
  [
    'forgeries and strangers let in',
    'refused, but stored',
    ({ events }) => events.push({ place: 'unmatched events', content: 'forged-1' }),
  ],
];

describe('the scorecard', () => {
  it('passes what is as it should be', () => {
    expect(violated(faultless())).toEqual([]);
    expect(isPassed(scorecard(faultless()))).toBe(true);
  });

  it.each(PLANTED)('%s: names %s', (promise, _what, plant) => {
    expect(violated(planted(plant))).toContain(promise);
    expect(isPassed(scorecard(planted(plant)))).toBe(false);
  });

  it('has seen each of its rows fail', () => {
    const seen = [
      ...PLANTED,
      ...UNPLANNED,
      ...UNTURNED,
      ...ENDED,
      ...IN_OUTAGES,
      ...MISCOUNTED,
      ...TOLD_WRONG,
    ].map(([promise]) => promise);
    expect(new Set(seen)).toEqual(new Set(scorecard(faultless()).map(({ promise }) => promise)));
  });

  it('lets a call fail that was never dialled, with its reason', () => {
    const evidence = faultless();
    evidence.calls = [
      call({ status: 'failed', duration: null, reason: '21217 no', attempts: [undialled()], recordings: [] }),
    ];
    evidence.dials = [];
    expect(violated(evidence)).toEqual([]);
  });

  it('takes a call that was canceled in the queue for one that was not dialled', () => {
    const evidence = faultless();
    evidence.calls = [call({ status: 'canceled', duration: null, reason: 'given up', recordings: [] })];
    evidence.dials = [dial({ isDialled: false, status: 'canceled', duration: null, recordings: [] })];
    expect(violated(evidence)).toEqual([]);
  });

  it('is a table with the first violations of each promise', () => {
    const many = planted(({ forgeries }) => {
      for (let n = 0; n < 5; n += 1)
        forgeries.push({ kind: `kind ${n}`, content: `forged-${n}`, status: 200 });
    });
    const table = tableOf(scorecard(many));
    expect(table).toMatch(/FAIL {2}forgeries and strangers let in +5\n +kind 0: 200\n/);
    expect(table).toContain('… and 2 more');
    expect(table).toMatch(/ok {2}calls without an end +0/);
  });
});
