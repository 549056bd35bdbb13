import type { Dial, Made, Rating } from './calls.js';

/** Ranks that Twilio's callbacks have given. */
const RANK = {
  queued: -1,
  initiated: 20,
  ringing: 30,
  'in-progress': 40,
  canceled: 50,
  failed: 51,
  'no-answer': 52,
  busy: 53,
  completed: 54,
} as const;
/** That Atlas itself ended it. */
const CANCELED_WAITING = 10;

const toCode = (code: Dial['code']): object => {
  if (!code) return {};
  if ('reason' in code) return { submission: 'refused', reason: { code: code.reason, message: 'Why' } };
  return 'sip' in code ? { sipCode: code.sip } : { errorCode: code.error };
};

const toAttempt = (id: string, { at, status, seconds, cost, code }: Dial, i: number) => ({
  n: i + 1,
  sid: `CA${id.replaceAll('-', '')}${i}`,
  submission: 'accepted',
  createdAt: new Date(at),
  rank: RANK[status],
  ...(seconds !== null && { callbackDuration: seconds }),
  ...(status === 'completed' && { answeredAt: new Date(at) }),
  ...(cost && { price: String(-cost.millionths / 1_000_000), priceUnit: cost.currency }),
  ...toCode(code),
  events: [],
});

/** As Atlas stores a call that is not counted. */
export const stored = ({ id, at, version, status, dials, ended, rating }: Made) => {
  const attempts = dials.map((dial, i) => toAttempt(id, dial, i));
  const over = ended && { code: ended, message: 'Why', at: new Date(at) };
  return {
    _id: id,
    version,
    uncounted: 1,
    to: '+14155550123',
    userExternalId: 'bench',
    content: { kind: 'say' },
    recordingEnabled: false,
    attempts,
    ...(attempts.length > 0 && { sids: attempts.map(({ sid }) => sid) }),
    ...(over && { over }),
    rank: over ? CANCELED_WAITING : Math.max(0, attempts.length - 1) * 100 + RANK[status],
    hasRecording: false,
    hasFeedback: rating !== null,
    createdAt: new Date(at),
    steps: [],
  };
};

export const rated = (id: string, { points, notes, at }: Rating) => ({
  _id: id,
  callQuality: points[0],
  agentHelpfulness: points[1],
  resolution: points[2],
  callEase: points[3],
  overallSatisfaction: points[4],
  notes,
  createdAt: new Date(at),
});
