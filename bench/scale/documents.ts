import { randomUUID } from 'node:crypto';
import { callRank, type CallStatus, rankOf } from '../../src/calls/model/call-status.js';
import type { LaneDocument } from '../../src/calls/lanes/lane.schema.js';

const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;
/** The calls are of so many days, however many they are. */
export const DAYS = 60;
const CALLS_OF_A_USER = 20;
const CALLS_TO_A_NUMBER = 5;
const CAMPAIGNS = 20;
const CLINICS = 10;
/** So many lanes are to be looked at now, and so many calls to be looked into at Twilio, however many there are. */
const DUE = 50;
/** Every so-many-th call waits. */
const WAITING = 100;

const STATUSES: readonly CallStatus[] = [
  ...Array<CallStatus>(12).fill('completed'),
  ...Array<CallStatus>(4).fill('no-answer'),
  ...Array<CallStatus>(2).fill('busy'),
  'failed',
  'canceled',
];

/** Without order, and the same each time. */
const mixed = (n: number, salt: number): number => Math.imul((n + 1) * 2_654_435_761 + salt, 40_503) >>> 8;

export const sidOf = (n: number): string => `CA${n.toString(16).padStart(32, '0')}`;
export const userOf = (n: number, count: number): string =>
  `user-${mixed(n, 1) % Math.ceil(count / CALLS_OF_A_USER)}`;
export const numberOf = (n: number, count: number): string =>
  `+1415${String(5_550_000 + (mixed(n, 2) % Math.ceil(count / CALLS_TO_A_NUMBER))).padStart(7, '0')}`;
export const campaignOf = (n: number): string => `campaign-${mixed(n, 3) % CAMPAIGNS}`;

const PARAMS = {
  ApiVersion: '2010-04-01',
  Called: '+14155550123',
  CalledCountry: 'US',
  Caller: '+15005550006',
  Direction: 'outbound-api',
  From: '+15005550006',
  To: '+14155550123',
};

const event = (key: string, kind: string, status: CallStatus, at: Date) => ({
  key: `${key}:${status}`.padEnd(43, '='),
  source: 'callback',
  kind,
  status,
  occurredAt: at,
  receivedAt: at,
  params: { ...PARAMS, CallSid: key, CallStatus: status },
});

export const SILENT_CAMPAIGN = 'campaign-0';

/** The n-th newest of so many calls: over, as most are, or one that waits. */
export const makeCall = (n: number, count: number, now: number) => {
  const createdAt = new Date(now - Math.floor((n * DAYS * DAY_MS) / count));
  const status = STATUSES[mixed(n, 4) % STATUSES.length] ?? 'completed';
  const [sid, rank, isWaiting] = [sidOf(n), rankOf(status, 'callback'), n % WAITING === 1];
  const dueAt = new Date(n === 1 ? now - 1_000 : now + 3_600_000 + n);
  const userExternalId = userOf(n, count);
  const events = [
    event(sid, 'status', 'initiated', createdAt),
    event(sid, 'status', 'ringing', createdAt),
    event(sid, 'voice', 'in-progress', createdAt),
    event(sid, 'status', status, createdAt),
  ];
  const attempt = { n: 1, sid, submission: 'accepted', createdAt, rank, direction: 'outbound-api', events };
  return {
    _id: randomUUID(),
    version: 6,
    to: numberOf(n, count),
    userExternalId,
    content: { kind: 'say', text: 'Hello. This is a reminder of your appointment tomorrow.' },
    recordingEnabled: true,
    plan: {
      machineDetection: 'none',
      priority: 5,
      campaignId: campaignOf(n),
      metadata: [['clinic', `clinic-${mixed(n, 5) % CLINICS}`]],
    },
    attempts: isWaiting ? [] : [attempt],
    rank: isWaiting ? callRank(1, rankOf('queued', 'atlas')) : rank,
    hasRecording: mixed(n, 6) % 3 === 0,
    // Of one campaign nobody says anything: no call meets both conditions.
    hasFeedback: mixed(n, 7) % 5 === 0 && campaignOf(n) !== SILENT_CAMPAIGN,
    results: [`attempts/answered-${1 + (mixed(n, 8) % 3)}`, `dialled/${quarterOf(createdAt)}`],
    createdAt,
    changedAt: createdAt,
    ...(isWaiting && { wait: { lane: `5:${userExternalId}`, dueAt, why: 'time' } }),
    ...(!isWaiting && { sids: [sid], over: { code: 'ended', message: 'The call has ended', at: createdAt } }),
    ...(n % WAITING === 2 && {
      check: { urgency: 0, at: new Date(n < DUE * WAITING ? now - 60_000 : now + DAY_MS) },
    }),
    steps: [],
  };
};

export const quarterOf = (at: Date): number => Math.floor(at.getTime() / QUARTER_MS);

export const makeLane = (n: number, now: number): LaneDocument => ({
  _id: `5:user-${n}`,
  priority: 5,
  at: new Date(n < DUE ? now - 1_000 : now + 3_600_000 + n),
  rev: randomUUID(),
});

/** What is summed up of one quarter-hour. */
export const makeSummary = (at: number) => ({
  _id: `1:${at}`,
  generation: 1,
  at,
  changes: 9,
  summed: 9,
  groups: {
    outcome: { completed: 6, busy: 1, 'no-answer': 2 },
    length: { '0': 2, '30': 3, '60': 1 },
    dials: { first: 9, answered: 6 },
    cost: { USD: 130, priced: 9 },
  },
});
