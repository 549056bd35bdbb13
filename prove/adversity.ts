import type { Pause } from './evidence.js';
import { leaderPid } from './atlas-client.js';
import { killUntil } from './killer.js';
import { pauseUntil } from './operator.js';
import { failUntil, type Outage } from './outages.js';
import { type Random, randomOf } from './random.js';
import type { Stage } from './stage.js';

/** Soon, so that a small run meets them too; far enough from each other that each finds calls under way. */
const CUT = { firstAfterMs: 2_000, lastsMs: 4_000, isRepeated: true };
/** Once: nothing is dialled for half a minute after it. */
const REFUSAL = { firstAfterMs: 17_000, lastsMs: 4_000, isRepeated: false };

/** As in an election, or while a disk hangs. */
const STOP = { firstAfterMs: 30_000, lastsMs: 10_000, isRepeated: true };

/** What happened besides faults of single requests. */
export interface Adversity {
  pauses: Pause[];
  /** How often the account refused the credentials, and how often the instances could not be reached. */
  refusals: number;
  cuts: number;
  /** How often the database stood still. */
  stops: number;
}

/** Until aborted, instances are killed, dispatch is paused, and outages happen; then all runs again. */
export async function meetAdversity(stage: Stage, seed: number, signal: AbortSignal): Promise<Adversity> {
  const [, pauses, cuts, refusals, stops] = await Promise.all([
    killUntil(stage.instances, () => leaderPid(stage.clients), randomOf(seed + 1), signal),
    pauseUntil(stage.clients, randomOf(seed + 2), signal),
    failUntil(cutOf(stage), randomOf(seed + 3), signal),
    failUntil(refusalOf(stage), randomOf(seed + 4), signal),
    stopUntil(stage, randomOf(seed + 5), signal),
  ]);
  return { pauses, cuts, refusals, stops };
}

/** Twilio cannot reach the instances; what they ask of Twilio is answered. */
const cutOf = ({ relays }: Stage): Outage => ({
  ...CUT,
  begin: () => relays.forEach((relay) => relay.cut()),
  end: () => relays.forEach((relay) => relay.mend()),
});

/** Twilio refuses the credentials, as after a rotation that nobody told Atlas of. */
const refusalOf = ({ simulator }: Stage): Outage => ({
  ...REFUSAL,
  begin: () => simulator.refuseCredentials(true),
  end: () => simulator.refuseCredentials(false),
});

/** A database that the proof did not start is left alone. */
async function stopUntil({ databasePid: pid }: Stage, random: Random, signal: AbortSignal): Promise<number> {
  if (pid === undefined) return 0;
  const signalWith = (name: 'SIGSTOP' | 'SIGCONT') => (): void => void process.kill(pid, name);
  const stop: Outage = { ...STOP, begin: signalWith('SIGSTOP'), end: signalWith('SIGCONT') };
  return failUntil(stop, random, signal);
}
