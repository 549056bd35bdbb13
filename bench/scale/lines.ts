import { randomUUID } from 'node:crypto';
import type { CallFilter, CallListPart, CallPosition } from '../../src/calls/list/call-list.js';
import type { CallEvent } from '../../src/calls/model/call-event.js';
import { quarterOf, SILENT_CAMPAIGN } from './documents.js';
import type { Room } from './room.js';

/** One thing that is asked, with what it costs measured. */
export interface Line {
  group: 'list' | 'filter' | 'pair' | 'other';
  name: string;
  ask: (room: Room) => Promise<unknown>;
}

interface Told {
  callId: string;
  sid: string;
}

/** What is asked for is there, whatever the size. */
export interface Place {
  now: number;
  /** Of a call that is over, with its place in the list. */
  sid: string;
  position: CallPosition;
  told: Told;
  flooded: Told;
  user: string;
  to: string;
}

const PAGE = { page: 1, pageSize: 10, total: 'quick' } as const;
const DAY_MS = 86_400_000;
const QUARTERS_OF_30_DAYS = 30 * 96;

const filtersOf = ({ now, user, to }: Place): [name: string, filter: CallFilter][] => [
  ['status', { statuses: ['busy'] }],
  ['user', { userHandles: [user] }],
  ['to', { to }],
  ['from, until', { from: new Date(now - 30 * DAY_MS), until: new Date(now - 20 * DAY_MS) }],
  ['has_recording', { hasRecording: true }],
  ['has_feedback', { hasFeedback: true }],
  ['campaign_id', { campaignId: 'campaign-7' }],
  ['metadata', { metadata: ['clinic', 'clinic-3'] }],
  ['result', { result: 'attempts/answered-2' }],
];

const news = (at: number): CallEvent => ({
  key: randomUUID().padEnd(43, '='),
  source: 'callback',
  kind: 'status',
  status: 'completed',
  receivedAt: new Date(at),
  occurredAt: new Date(at),
  durationSeconds: 42,
  params: { CallStatus: 'completed', CallDuration: '42' },
});

const list =
  (filter: CallFilter, part: CallListPart = PAGE) =>
  (room: Room) =>
    room.lists.find(filter, part);

const tell =
  ({ callId, sid }: Told) =>
  (room: Room) =>
    room.changes.store({
      kind: 'told',
      ref: { callId, n: 1, sid, hasPlan: true },
      event: news(Date.now()),
      check: { urgency: 0, at: new Date(Date.now() + DAY_MS) },
    });

const others = (place: Place): [string, Line['ask']][] => [
  ['a call by its SID', (room) => room.calls.findWithEvents(place.sid)],
  ['30 days of results', (room) => readResults(room, place.now)],
  ['a webhook', tell(place.told)],
  ['a webhook of a call that had 1,000', tell(place.flooded)],
  ['a call that had 1,000 webhooks', (room) => room.calls.findWithEvents(place.flooded.callId)],
  ['a step of the dispatcher', stepOfDispatcher],
  ['a check of the reconciliation', checkOnce],
  ["the queue's page", (room) => room.queue.findWaiting(0, 10)],
  ["the queue's count", (room) => room.queue.countWaiting()],
];

const readResults = (room: Room, now: number) => {
  const until = quarterOf(new Date(now));
  return room.analytics.read(until - QUARTERS_OF_30_DAYS, until, ['outcome']);
};

const stepOfDispatcher = async ({ lanes, queue }: Room) => {
  const now = new Date();
  const [due] = await lanes.findDue(null, now, 200);
  await queue.findInLane(due?.id ?? '', 20);
  await queue.countLive();
  await queue.nextExpiry();
  return queue.findExpired(now, 100);
};

const checkOnce = async ({ checks }: Room) => {
  const now = new Date();
  const [due] = await checks.findDue(0, now, 50);
  return due && checks.claim(due, due.check.at);
};

const EVENTS_OF_ONE = 1_000;

/** Tells a call so often. */
export const flood = async (room: Room, told: Told): Promise<void> => {
  for (let n = 0; n < EVENTS_OF_ONE; n += 1) await tell(told)(room);
};

/** Every line of the table. */
export const linesOf = (place: Place): Line[] => {
  const filters = filtersOf(place);
  const pairs = filters.flatMap(([one, a], i) =>
    filters.slice(i + 1).map(([other, b]): Line => ({
      group: 'pair',
      name: `${one} + ${other}`,
      ask: list({ ...a, ...b }),
    })),
  );
  const never: CallFilter = { campaignId: SILENT_CAMPAIGN, hasFeedback: true };
  return [
    { group: 'list', name: 'page 1', ask: list({}) },
    { group: 'list', name: 'page 1,000, by cursor', ask: list({}, { pageSize: 10, after: place.position }) },
    ...filters.map(([name, filter]): Line => ({ group: 'filter', name, ask: list(filter) })),
    ...pairs,
    { group: 'pair', name: 'a pair that no call meets', ask: list(never) },
    ...others(place).map(([name, ask]): Line => ({ group: 'other', name, ask })),
  ];
};
