import { setTimeout as wait } from 'node:timers/promises';
import type { Call } from '../../src/calls/model/call.js';
import { mostInASecond, now, rateOf, type Spread, spreadOf, type Written } from './arrivals.js';
import { waitingCalls } from './calls.js';
import { type CpuShares, measureCpu } from './cpu.js';
import { type Commands, servedBetween, totalOf } from './load.js';
import type { Stage } from './stage.js';

const POLL_MS = 200;
const IN_VAIN_MS = 30_000;
/** From the first call to what is measured. */
const RUNNING_MS = 2_000;
/** More calls than are dialled while it is measured: so many seconds' worth. */
const SPARE_SECONDS = 10;
/** Until an instance's engine has compiled what it runs again and again, it needs up to twice the time for each call. */
const WARM_UP = { calls: 300, seconds: 8 };
/** From storing scheduled calls to the first one's time. */
const AHEAD_MS = 2_000;
/** Of the limit, while lateness is measured: a queue that grows says nothing of it. */
const SCHEDULED_SHARE = 0.6;

/** Calls as fast as the account allows. */
export interface Pace {
  /** Arrivals in a second. */
  rate: number;
  /** Arrivals in one second at most, and how long the simulator stood still while they came. */
  most: number;
  stalledMs: number;
  /** Requests written in one second at most, since the deployment was started. */
  mostWritten: number;
  /** From being ready to being written. */
  readyMs: Spread;
  /** Whether the same instance led all the time. */
  isLedByOne: boolean;
  /** Calls that were dialled more than once since the deployment was started. */
  twice: number;
  /** Commands that the database served for each call, its callbacks included. */
  operations: number;
  cpu: CpuShares;
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = now() + IN_VAIN_MS;
  while (!(await isSo())) {
    if (now() > deadline) throw new Error(`Waited in vain: ${what}`);
    await wait(POLL_MS);
  }
}

/** What the database serves in this time, and who uses the processor. */
export async function watchLoad(
  stage: Stage,
  seconds: number,
): Promise<{ served: Commands; cpu: CpuShares }> {
  const cpu = await measureCpu(await stage.processes());
  const before = await stage.countCommands();
  await wait(seconds * 1_000);
  const served = servedBetween(before, await stage.countCommands());
  return { served, cpu: await cpu() };
}

const writtenBy = async (stage: Stage): Promise<Written[]> =>
  (await stage.told()).flatMap(({ written }) => written).sort((a, b) => a.at - b.at);

/** Watches the calls that are dialled in this time. */
export async function watchPace(stage: Stage, seconds: number): Promise<Pace> {
  // How long it stood still before is not asked for.
  await stage.twilio();
  const leader = await stage.leaderPid();
  const from = now();
  const { served, cpu } = await watchLoad(stage, seconds);
  const end = now();
  const { arrivals, stalledMs } = await stage.twilio();
  const written = await writtenBy(stage);
  const isWatched = ({ at }: { at: number }): boolean => at >= from && at < end;
  const watched = arrivals.filter(isWatched);
  return {
    rate: rateOf(arrivals, from, end),
    most: mostInASecond(watched),
    stalledMs,
    mostWritten: mostInASecond(written),
    readyMs: spreadOf(written.filter(isWatched).map(({ at, readyAt }) => at - readyAt)),
    isLedByOne: leader === (await stage.leaderPid()),
    twice: written.length - new Set(written.map(({ callId }) => callId)).size,
    operations: totalOf(served) / watched.length,
    cpu,
  };
}

/** Stores calls, and ends when they have been dialled for a moment. */
export async function begin(stage: Stage, calls: Call[]): Promise<void> {
  const ids = new Set(calls.map(({ id }) => id));
  await stage.store(calls);
  await until('a call to be dialled', async () => {
    const { arrivals } = await stage.twilio();
    return arrivals.some(({ callId }) => ids.has(callId));
  });
  await wait(RUNNING_MS);
}

/** Dials some calls that are not measured, and ends when they have been. */
export async function warmUp(stage: Stage): Promise<void> {
  const count = Math.min(WARM_UP.calls, stage.rate * WARM_UP.seconds);
  await stage.store(waitingCalls(count, () => new Date()));
  await until('the first calls to be dialled', async () => (await stage.twilio()).arrivals.length >= count);
}

/** As many calls as the account allows in this time, of twenty users. */
export async function measurePace(stage: Stage, seconds: number): Promise<Pace> {
  await begin(
    stage,
    waitingCalls(stage.rate * (seconds + SPARE_SECONDS), () => new Date()),
  );
  return watchPace(stage, seconds);
}

/** Milliseconds from the time that was asked for to the arrival, of calls whose times are spread over this time. */
export async function measureLateness(stage: Stage, seconds: number): Promise<Spread> {
  const gapMs = 1_000 / (stage.rate * SCHEDULED_SHARE);
  const from = Date.now() + AHEAD_MS;
  const calls = waitingCalls(Math.ceil((seconds * 1_000) / gapMs), (i) => new Date(from + i * gapMs));
  await stage.store(calls);
  const dueAt = new Map(calls.map((call) => [call.id, call.wait?.dueAt.getTime() ?? NaN]));
  const late = async (): Promise<number[]> => {
    const { arrivals } = await stage.twilio();
    return arrivals.flatMap(({ callId, at }) => (dueAt.has(callId) ? at - (dueAt.get(callId) ?? NaN) : []));
  };
  await wait(AHEAD_MS + seconds * 1_000);
  await until('all scheduled calls to be dialled', async () => (await late()).length >= calls.length);
  return spreadOf(await late());
}
