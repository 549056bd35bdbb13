import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Call, newQueuedCall } from '../../src/calls/call.js';
import { type Arrival, mostInASecond, percentile, rateOf } from './arrivals.js';
import { type Load, loadBetween } from './load.js';
import type { Stage } from './stage.js';

/** Answers, and hangs up at once. */
const CALLEE = '+14155550120';
const USERS = 20;
const DAY_MS = 24 * 3_600_000;
/** Until the engines of the instances have compiled what they run: it is as if they had been up for long. */
const WARM_UP_SECONDS = 40;
const POLL_MS = 500;
/** Of the limit, while lateness is measured: a queue that grows says nothing of it. */
const SCHEDULED_SHARE = 0.6;
const IN_VAIN_MS = 15_000;
/** Until webhooks are answered and the readings are written. */
const SETTLING_MS = 2_000;
/** Until the queue that was just stored is being served: an idle instance looks each eight seconds. */
const AHEAD_MS = 12_000;

/** Calls as fast as the account allows. */
export interface Pace {
  rate: number;
  most: number;
  load: Load;
}

/** The pace while one user has many calls due. */
export interface FullPace extends Pace {
  /** Another user's three calls were not dialled in all that time. */
  isHeldUp: boolean;
}

/** Milliseconds from the time that was asked for to the arrival. */
export interface Lateness {
  p50: number;
  p99: number;
}

const waiting = (dueAt: Date, user: string): Call =>
  newQueuedCall(
    { to: CALLEE, userExternalId: user, recordingEnabled: false },
    { dueAt, why: 'time' },
    { id: randomUUID() },
  );

const calls = (count: number, dueAt: (i: number) => Date, user?: string): Call[] =>
  Array.from({ length: count }, (_, i) => waiting(dueAt(i), user ?? `user-${i % USERS}`));

/** Stores the calls and waits until none of them waits any more. */
async function store(stage: Stage, calls: Call[]): Promise<void> {
  await stage.store(calls);
  let seen = { count: calls.length, at: Date.now() };
  while (seen.count > 0) {
    await wait(POLL_MS);
    const count = await stage.countWaiting();
    if (count < seen.count) seen = { count, at: Date.now() };
    else if (Date.now() - seen.at > IN_VAIN_MS)
      throw new Error(`${count} of ${calls.length} calls are not dialled`);
  }
  await wait(SETTLING_MS);
}

/** Has the calls dialled, and answers when they arrived. */
async function dial(stage: Stage, stored: Call[]): Promise<Arrival[]> {
  await store(stage, stored);
  const ids = new Set(stored.map(({ id }) => id));
  const arrivals = (await stage.arrivals()).filter(({ callId }) => ids.has(callId));
  const distinct = new Set(arrivals.map(({ callId }) => callId)).size;
  if (distinct === stored.length && arrivals.length === distinct) return arrivals;
  throw new Error(
    `${stored.length} calls were to be dialled once each: ${arrivals.length} arrived, ${distinct} different`,
  );
}

/** Calls as fast as the account allows, which are not measured. */
export async function warmUp(stage: Stage, rate: number): Promise<void> {
  await store(
    stage,
    calls(rate * WARM_UP_SECONDS, () => new Date()),
  );
}

/** As many calls as the account allows in this time, all due at once. */
export async function measurePace(stage: Stage, rate: number, seconds: number): Promise<Pace> {
  const stored = calls(Math.ceil(rate * seconds), () => new Date());
  const before = await stage.reading();
  const arrivals = await dial(stage, stored);
  const load = loadBetween(before, await stage.reading(), stored.length);
  return { rate: rateOf(arrivals), most: mostInASecond(arrivals), load };
}

/** Calls whose times are spread over this time, below the limit. */
export async function measureLateness(stage: Stage, rate: number, seconds: number): Promise<Lateness> {
  const gapMs = 1000 / (rate * SCHEDULED_SHARE);
  const from = Date.now() + AHEAD_MS;
  const stored = calls(Math.ceil((seconds * 1000) / gapMs), (i) => new Date(from + i * gapMs));
  const times = new Map(stored.map(({ id, queue }) => [id, queue?.dueAt?.getTime() ?? NaN]));
  const late = (await dial(stage, stored)).map(({ callId, at }) => at - (times.get(callId) ?? NaN));
  return { p50: percentile(late, 0.5), p99: percentile(late, 0.99) };
}

/** The pace with a full queue: what is scheduled far ahead, and what one user has due. */
export async function measureFullQueue(
  stage: Stage,
  seconds: number,
  full: { ahead: number; due: number },
): Promise<FullPace> {
  await stage.store(calls(full.ahead, (i) => new Date(Date.now() + DAY_MS + i)));
  await stage.store(calls(full.due, () => new Date(), 'one-with-many'));
  await wait(AHEAD_MS);
  const few = calls(3, () => new Date(), 'one-with-few');
  await stage.store(few);
  const [before, from] = [await stage.reading(), Date.now()];
  await wait(seconds * 1_000);
  const [after, until] = [await stage.reading(), Date.now()];
  await wait(SETTLING_MS);
  const arrivals = (await stage.arrivals()).filter(({ at }) => at >= from && at < until);
  const seen = new Set(arrivals.map(({ callId }) => callId));
  return {
    rate: rateOf(arrivals),
    most: mostInASecond(arrivals),
    load: loadBetween(before, after, arrivals.length),
    isHeldUp: !few.every(({ id }) => seen.has(id)),
  };
}
