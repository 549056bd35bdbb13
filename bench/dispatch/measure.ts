import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Call, newQueuedCall } from '../../src/calls/model/call.js';
import { type Arrival, mostInASecond, percentile } from './arrivals.js';
import type { Load } from './load.js';
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
/** Until webhooks are answered. */
const SETTLING_MS = 2_000;
/** How much longer calls come than they are measured. */
const SPARE_MS = 1_000;
/** What commands cost is looked at when the rate is known: it slows the database. */
const EXAMINED_MS = 10_000;
/** Until all instances serve the queue that was just stored: an idle one looks each five seconds. */
const AHEAD_MS = 6_000;
/** How long calls go on coming after the rate is measured; before and after it together. */
const AFTER_MS = SETTLING_MS + EXAMINED_MS + SPARE_MS;
export const AROUND_MS = AHEAD_MS + AFTER_MS;

/** Calls as fast as the account allows: how many a second, and how many in one second at most. */
export interface Rate {
  rate: number;
  most: number;
}

export interface Pace extends Rate {
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

/** Waits until none of the stored calls waits any more. */
async function dialled(stage: Stage, stored: number): Promise<void> {
  let seen = { count: stored, at: Date.now() };
  while (seen.count > 0) {
    await wait(POLL_MS);
    const count = await stage.countWaiting();
    if (count < seen.count) seen = { count, at: Date.now() };
    else if (Date.now() - seen.at > IN_VAIN_MS)
      throw new Error(`${count} of ${stored} calls are not dialled`);
  }
  await wait(SETTLING_MS);
}

/** When the stored calls arrived, each once, as soon as all have. */
async function arrivalsOf(stage: Stage, stored: Call[]): Promise<Arrival[]> {
  await dialled(stage, stored.length);
  const ids = new Set(stored.map(({ id }) => id));
  const arrivals = (await stage.arrivals()).filter(({ callId }) => ids.has(callId));
  const distinct = new Set(arrivals.map(({ callId }) => callId)).size;
  if (distinct === stored.length && arrivals.length === distinct) return arrivals;
  throw new Error(
    `${stored.length} calls were to be dialled once each: ${arrivals.length} arrived, ${distinct} different`,
  );
}

/** What arrives in this time; `seen` are the calls. What comes later waits while the simulator lists them. */
async function watch(
  stage: Stage,
  seconds: number,
): Promise<Rate & { operations: number; seen: Set<string> }> {
  const [before, from] = [await stage.countCommands(), Date.now()];
  await wait(seconds * 1_000);
  const [after, until] = [await stage.countCommands(), Date.now()];
  await wait(SETTLING_MS);
  const arrivals = (await stage.arrivals()).filter(({ at }) => at >= from && at < until);
  return {
    rate: (arrivals.length * 1_000) / (until - from),
    most: mostInASecond(arrivals),
    operations: (after - before) / arrivals.length,
    seen: new Set(arrivals.map(({ callId }) => callId)),
  };
}

/** What arrives in this time, and what a call costs the database. */
async function watchLoad(stage: Stage, seconds: number): Promise<Pace & { seen: Set<string> }> {
  const { operations, ...watched } = await watch(stage, seconds);
  const examined = operations * (await stage.examine(EXAMINED_MS));
  return { ...watched, load: { operations, examined } };
}

/** Runs `use` while calls come as fast as the account allows, for at least `ms`; each call is dialled once. */
async function whileBusy<T>(
  stage: Stage,
  calling: { rate: number; ms: number },
  use: () => Promise<T>,
): Promise<T> {
  const stored = calls((calling.rate * (AHEAD_MS + calling.ms)) / 1_000, () => new Date());
  await stage.store(stored);
  await wait(AHEAD_MS);
  const result = await use();
  await arrivalsOf(stage, stored);
  return result;
}

/** Calls as fast as the account allows, which are not measured. */
export async function warmUp(stage: Stage, rate: number): Promise<void> {
  const stored = calls(rate * WARM_UP_SECONDS, () => new Date());
  await stage.store(stored);
  await dialled(stage, stored.length);
}

/** As many calls as the account allows in this time, of a queue that all instances serve. */
export function measureRate(stage: Stage, rate: number, seconds: number): Promise<Rate> {
  return whileBusy(stage, { rate, ms: seconds * 1_000 + SPARE_MS }, () => watch(stage, seconds));
}

/** The same, and what it costs the database. */
export function measurePace(stage: Stage, rate: number, seconds: number): Promise<Pace> {
  const ms = seconds * 1_000 + AFTER_MS;
  return whileBusy(stage, { rate, ms }, () => watchLoad(stage, seconds));
}

/** Calls whose times are spread over this time, below the limit. */
export async function measureLateness(stage: Stage, rate: number, seconds: number): Promise<Lateness> {
  const gapMs = 1000 / (rate * SCHEDULED_SHARE);
  const from = Date.now() + AHEAD_MS;
  const stored = calls(Math.ceil((seconds * 1000) / gapMs), (i) => new Date(from + i * gapMs));
  const times = new Map(stored.map(({ id, wait }) => [id, wait?.dueAt.getTime() ?? NaN]));
  await stage.store(stored);
  const late = (await arrivalsOf(stage, stored)).map(({ callId, at }) => at - (times.get(callId) ?? NaN));
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
  const { seen, ...pace } = await watchLoad(stage, seconds);
  return { ...pace, isHeldUp: !few.every(({ id }) => seen.has(id)) };
}
