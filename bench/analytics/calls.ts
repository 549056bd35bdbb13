import { randomUUID } from 'node:crypto';

/** Repeats itself, so that a run can be repeated. */
let state = 42;
const random = (below: number): number => {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((state / 2_147_483_648) * below);
};

const FROM = Date.parse('2026-01-05T00:00:00Z');
const DAYS = 90;
const HOUR_MS = 3_600_000;
/** Ranks that Twilio's callbacks have given: canceled, failed, no answer, busy, completed. */
const STATUS = { canceled: 50, failed: 51, 'no-answer': 52, busy: 53, completed: 54 } as const;
export type End = keyof typeof STATUS;
const ENDS = Object.keys(STATUS) as End[];

/** What the recount knows of a call, beside how Atlas stores it. */
export interface Made {
  id: string;
  at: number;
  dials: number[];
  end: End;
  seconds: number | null;
  millionths: number | null;
  points: number | null;
  hasNotes: boolean;
}

export const make = (): Made => {
  const at = FROM + random(DAYS * 24) * HOUR_MS + random(HOUR_MS);
  const end = ENDS[random(10) < 6 ? 4 : random(4)] ?? 'completed';
  const dials = Array.from({ length: 1 + random(3) }, (_, i) => at + i * 25 * 60_000);
  const points = end === 'completed' && random(4) === 0 ? 1 + random(5) : null;
  return {
    id: randomUUID(),
    at,
    dials,
    end,
    seconds: end === 'completed' ? random(2000) : null,
    millionths: random(5) === 0 ? null : random(90_000),
    points,
    hasNotes: points !== null && random(3) === 0,
  };
};

/** As Atlas stores it: every attempt but the last was busy. */
export const stored = ({ id, at, dials, end, seconds, millionths, points }: Made) => {
  const last = dials.length - 1;
  const attempts = dials.map((dialled, i) => ({
    n: i + 1,
    sid: `CA${id.replaceAll('-', '')}${i}`,
    submission: 'accepted',
    createdAt: new Date(dialled),
    rank: i === last ? STATUS[end] : STATUS.busy,
    ...(i === last && seconds !== null && { callbackDuration: seconds, answeredAt: new Date(dialled) }),
    ...(i === last && millionths !== null && { price: String(-millionths / 1_000_000), priceUnit: 'USD' }),
    events: [],
  }));
  return {
    _id: id,
    version: 5,
    uncounted: 1,
    to: '+14155550123',
    userExternalId: 'bench',
    content: { kind: 'say' },
    recordingEnabled: false,
    attempts,
    sids: attempts.map(({ sid }) => sid),
    rank: last * 100 + STATUS[end],
    hasRecording: false,
    hasFeedback: points !== null,
    createdAt: new Date(at),
    steps: [],
  };
};

export const rated = ({ id, at, points, hasNotes }: Made) => ({
  _id: id,
  callQuality: points,
  agentHelpfulness: 3,
  resolution: 4,
  callEase: 5,
  overallSatisfaction: points,
  notes: hasNotes ? 'Well done.' : null,
  createdAt: new Date(at),
});
