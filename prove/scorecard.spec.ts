import { describe, expect, it } from '@jest/globals';
import type { AtlasCall, Dial, Evidence } from './evidence.js';
import { isPassed, scorecard } from './scorecard.js';
import { tableOf } from './table.js';

const call = (changes: Partial<AtlasCall> = {}): AtlasCall => ({
  callId: 'call-1',
  handle: 'client-1',
  status: 'completed',
  duration: 12,
  reason: null,
  sids: ['CA1'],
  recordings: ['RE1'],
  ...changes,
});

const dial = (changes: Partial<Dial> = {}): Dial => ({
  sid: 'CA1',
  callId: 'call-1',
  isDialled: true,
  isOver: true,
  status: 'completed',
  duration: 12,
  recordings: ['RE1'],
  acknowledgedTokens: ['token-1'],
  endAcknowledgedAt: 1_000,
  ...changes,
});

/** One call as it should be, and a forgery that was refused. */
const faultless = (): Evidence => ({
  intents: [
    {
      key: 'key-1',
      handle: 'client-1',
      answers: [
        { status: 409, isReplay: false },
        { status: 201, callId: 'call-1', isReplay: false },
      ],
      replay: { status: 201, callId: 'call-1', isReplay: true },
    },
  ],
  calls: [call()],
  dials: [dial()],
  events: [
    { place: 'call call-1, attempt 1', token: 'token-1' },
    { place: 'recording RE1', token: 'token-1' },
  ],
  forgeries: [{ kind: 'unsigned', token: 'forged-1', status: 403 }],
  readings: [
    { callId: 'call-1', at: 999, status: 'in-progress' },
    { callId: 'call-1', at: 1_001, status: 'completed' },
  ],
  falls: [],
});

/** The faultless evidence with this planted in it. */
const planted = (plant: (evidence: Evidence) => void): Evidence => {
  const evidence = faultless();
  plant(evidence);
  return evidence;
};

const violated = (evidence: Evidence): string[] =>
  scorecard(evidence)
    .filter(({ violations }) => violations.length > 0)
    .map(({ promise }) => promise);

const PLANTED: [promise: string, what: string, plant: (evidence: Evidence) => void][] = [
  [
    'more than one dial per intent',
    'two calls for one key, each dialled',
    ({ calls, dials }) => {
      calls.push(call({ callId: 'call-2', sids: ['CA2'] }));
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
      evidence.calls = [call({ status: 'failed', sids: [] })];
    },
  ],
  [
    'a dial, and Atlas says that there was none',
    'given up, but dialled',
    (evidence) => (evidence.calls = [call({ status: 'failed', reason: '20500 gave up' })]),
  ],
  [
    'a dial that Atlas does not know',
    'a SID that no attempt has',
    (evidence) => (evidence.calls = [call({ sids: [] })]),
  ],
  ['a dial that Atlas does not know', 'a call that is not stored', (evidence) => (evidence.calls = [])],
  [
    'final status or duration different',
    'another status',
    (evidence) => (evidence.calls = [call({ status: 'busy' })]),
  ],
  [
    'final status or duration different',
    'another duration',
    (evidence) => (evidence.calls = [call({ duration: 11 })]),
  ],
  [
    'final status or duration different',
    'no duration',
    (evidence) => (evidence.calls = [call({ duration: null })]),
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
      intents[0]?.answers.push({ status: 201, callId: 'call-2', isReplay: true });
      calls.push(call({ callId: 'call-2', handle: 'elsewhere', sids: ['CA2'] }));
      dials.push(dial({ sid: 'CA2', callId: 'call-2' }));
    },
  ],
  [
    'acknowledged requests lost',
    'a refusal after a success',
    ({ intents }) => intents[0]?.answers.push({ status: 502, isReplay: true }),
  ],
  ['requests without a proper answer', 'no answer at all', ({ intents }) => intents[0]?.answers.splice(0)],
  [
    'requests without a proper answer',
    'a 500',
    ({ intents }) => intents[0]?.answers.push({ status: 500, isReplay: false }),
  ],
  [
    'requests without a proper answer',
    'answered anew when asked again',
    ({ intents }) => (intents[0]!.replay = { status: 201, callId: 'call-1', isReplay: false }),
  ],
  ['acknowledged webhooks lost', 'a token that is nowhere', ({ events }) => events.splice(0)],
  [
    'events stored more than once',
    'the same token twice in one list',
    ({ events }) => events.push({ place: 'call call-1, attempt 1', token: 'token-1' }),
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
    'forged webhooks accepted',
    'answered with 200',
    (evidence) => (evidence.forgeries = [{ kind: 'unsigned', token: 'forged-1', status: 200 }]),
  ],
  [
    'forged webhooks accepted',
    'refused, but stored',
    ({ events }) => events.push({ place: 'unmatched events', token: 'forged-1' }),
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
    const promises = scorecard(faultless()).map(({ promise }) => promise);
    expect(new Set(PLANTED.map(([promise]) => promise))).toEqual(new Set(promises));
  });

  it('lets a call fail that was never dialled, with its reason', () => {
    const evidence = faultless();
    evidence.calls = [
      call({ status: 'failed', duration: null, reason: '21217 no', sids: [], recordings: [] }),
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
      for (let n = 0; n < 5; n += 1) forgeries.push({ kind: `kind ${n}`, token: `forged-${n}`, status: 200 });
    });
    const table = tableOf(scorecard(many));
    expect(table).toMatch(/FAIL {2}forged webhooks accepted +5\n +kind 0: 200\n/);
    expect(table).toContain('… and 2 more');
    expect(table).toMatch(/ok {2}calls without an end +0/);
  });
});
