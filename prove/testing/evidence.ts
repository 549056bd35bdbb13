import type { Answer, AtlasAttempt, AtlasCall, Dial, Evidence } from '../evidence.js';
import type { Allowance } from '../request.js';
import { scorecard } from '../scorecard.js';
import type { Telling } from '../telling.js';

export const attempt = (changes: Partial<AtlasAttempt> = {}): AtlasAttempt => ({
  sid: 'CA1',
  status: 'completed',
  duration: 12,
  reason: null,
  codes: [],
  ...changes,
});
/** One that says that nothing was dialled. */
export const undialled = (): AtlasAttempt =>
  attempt({ sid: null, status: 'failed', duration: null, reason: '21217 no' });

export const call = (changes: Partial<AtlasCall> = {}): AtlasCall => ({
  callId: 'call-1',
  handle: 'client-1',
  status: 'completed',
  duration: 12,
  reason: null,
  attempts: [attempt()],
  recordings: ['RE1'],
  ...changes,
});

export const dial = (changes: Partial<Dial> = {}): Dial => ({
  sid: 'CA1',
  callId: 'call-1',
  at: 500,
  endedAt: 900,
  answeredBy: null,
  isSilent: false,
  isDialled: true,
  isOver: true,
  status: 'completed',
  duration: 12,
  recordings: ['RE1'],
  acknowledged: ['content-1'],
  endAcknowledgedAt: 1_000,
  ...changes,
});

export const answer = (changes: Partial<Answer> = {}): Answer => ({
  status: 201,
  isReplay: false,
  isAccountRefused: false,
  ...changes,
});

export const allowance = (changes: Partial<Allowance> = {}): Allowance => ({
  dials: 1,
  on: [],
  delaysMs: [],
  notBefore: 500,
  before: Infinity,
  ...changes,
});

/** What a customer was told of the call. */
export const telling = (sequence: number, type: string, data: Partial<Telling['data']> = {}): Telling => ({
  to: 'steady',
  id: `evt_${sequence}`,
  type,
  data: { call_id: 'call-1', sequence, ...data },
  body: `body ${sequence}`,
  isSigned: true,
});

/** What a customer is told of such a call. */
const tellingsOf = ({ callId, status, attempts, recordings }: AtlasCall): Telling[] =>
  [
    ['call.created', {}] as const,
    ...attempts.map((each, i) => ['attempt.ended', { attempt: i + 1, status: each.status }] as const),
    ...recordings.map((sid) => ['recording.completed', { recording_sid: sid }] as const),
    ['call.ended', { status }] as const,
  ].map(([type, data], i) => telling(i + 1, type, { call_id: callId, ...data }));

const TOLD = tellingsOf(call());

/** Customers were told what the calls say, unless something else is planted. */
const withTellings = (evidence: Evidence): Evidence =>
  evidence.tellings === TOLD ? { ...evidence, tellings: evidence.calls.flatMap(tellingsOf) } : evidence;

/** One call as it should be, and a forgery that was refused. */
export const faultless = (): Evidence => ({
  intents: [
    {
      key: 'key-1',
      handle: 'client-1',
      allowance: allowance(),
      answers: [answer({ status: 409 }), answer({ status: 408 }), answer({ callId: 'call-1' })],
      replay: answer({ callId: 'call-1', isReplay: true }),
    },
  ],
  calls: [call()],
  dials: [dial()],
  events: [
    { place: 'call call-1, attempt 1', content: 'content-1' },
    { place: 'recording RE1', content: 'content-1' },
  ],
  forgeries: [{ kind: 'unsigned', content: 'forged-1', status: 403 }],
  readings: [
    { callId: 'call-1', at: 999, status: 'in-progress' },
    { callId: 'call-1', at: 1_001, status: 'completed' },
  ],
  pauses: [{ from: 10_000, until: 20_000 }],
  callsPerSecond: 5,
  undone: [],
  falls: [],
  counting: { left: [], outcomes: {}, madeAt: {}, differences: [] },
  tellings: TOLD,
});

/** A call that nobody answered at first, and its second dial, which lasted. */
export const repeated = (plan: Partial<Allowance> = {}, second: Partial<Dial> = {}): Evidence => {
  const evidence = faultless();
  evidence.intents[0]!.allowance = allowance({ dials: 2, on: ['no-answer'], delaysMs: [1_000], ...plan });
  const unanswered = { status: 'no-answer', duration: null };
  evidence.calls = [call({ attempts: [attempt({ sid: 'CA0', ...unanswered }), attempt()] })];
  evidence.dials = [
    dial({ sid: 'CA0', ...unanswered, recordings: [], acknowledged: [], endAcknowledgedAt: 910 }),
    dial({ at: 2_000, endedAt: 2_400, ...second }),
  ];
  return evidence;
};

export type Plant = (evidence: Evidence) => unknown;

/** The faultless evidence with this planted in it. */
export const planted = (plant: Plant): Evidence => {
  const evidence = faultless();
  plant(evidence);
  return evidence;
};

/** The promises that are not kept. */
export const violated = (evidence: Evidence): string[] =>
  scorecard(withTellings(evidence))
    .filter(({ violations }) => violations.length > 0)
    .map(({ promise }) => promise);

/** What is found against this promise. */
export const violationsOf = (promise: string, evidence: Evidence): string[] | undefined =>
  scorecard(evidence).find((row) => row.promise === promise)?.violations;
