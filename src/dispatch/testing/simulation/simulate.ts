import { type Attempt, callStatus } from '../../../calls/model/call.js';
import { isFinal } from '../../../calls/model/call-status.js';
import { NO_TRACE, repairLanes, settleOld, tellNews } from './aftercare.js';
import { tellOfCalls } from './calls-story.js';
import { waitsForTomorrow } from './attempts-cap.js';
import { Chance } from './chance.js';
import { nameOf } from './attempt-name.js';
import { LEAD_MS } from '../../lead.js';
import type { Begun } from './journal.js';
import type { Mutant } from './mutants.js';
import { withGlobalsOf } from './process-globals.js';
import { scriptOf } from './script.js';
import { checkStanding, checkTurn } from './standing-checks.js';
import { tellOfKeyless } from './keyless-story.js';
import { tellOfList } from './list-story.js';
import { tellOfTrouble } from './trouble.js';
import { VirtualTime } from './virtual-time.js';
import { World } from './world.js';
import { checkWritten } from './written-checks.js';

/** A story has this long to come to its end. */
const END_MS = 300_000;
const EACH_MS = { standing: 500, aftercare: 15_000, repair: 30_000, done: 1_000 };
/** So many calls are prepared at once at most, at ten a second. */
const DEPTH = 1 + Math.ceil(LEAD_MS.most / 102);

/** How a seed's story went. */
export interface Outcome {
  seed: number;
  dials: number;
  steps: number;
  violations: string[];
}

const each = (world: World, ms: number, work: (world: World) => void): void => {
  world.time.after(ms, () => {
    work(world);
    each(world, ms, work);
  });
};

const isSettled = ({ database, journal }: World, id: string): boolean => {
  const call = database.calls.find(id);
  if (!call) return journal.refused.has(id);
  return waitsForTomorrow(call) || (!call.wait && isFinal(callStatus(call)));
};

/** Of the calls that were to be, and of all others that there are. */
const unfinished = (world: World, ids: string[]): string[] => {
  const others = world.database.calls.all().map(({ id }) => id);
  return [...new Set([...ids, ...others])].filter((id) => !isSettled(world, id));
};

const namesOf = (attempts: Begun[]): string =>
  attempts.map(({ callId, n, storedAt = 0 }) => `${callId}:${n} of ${storedAt.toFixed(0)}`).join(', ');

/** What can only be said at the end. */
const checkEnd = (world: World, ids: string[]): void => {
  const { journal, database, unaware } = world;
  for (const id of unfinished(world, ids)) {
    const { wait, rank } = database.calls.find(id) ?? {};
    journal.blame('end', `${id} is not settled: ${JSON.stringify({ wait, rank })}`);
  }
  const isLeft = ({ submission, reason }: Attempt): boolean =>
    submission === 'unknown' || reason?.code === NO_TRACE.code;
  const names = database.calls
    .all()
    .flatMap(({ id, attempts }) => attempts.filter(isLeft).map(({ key }) => nameOf(id, key)));
  const unsent = names.flatMap((name) => journal.begun.get(name) ?? []).filter(({ fate }) => !fate);
  for (const { host } of world.instances) {
    const lost = unsent.filter((begun) => begun.host === host).length;
    if (lost > (host.isAlive ? 0 : DEPTH))
      journal.blame(
        'crash',
        `${host.name} left ${lost} attempts unsent: ${namesOf(unsent.filter((begun) => begun.host === host))}`,
      );
    const stops = host.stops.length;
    if (unaware.filter((begun) => begun.host === host).length > DEPTH * stops)
      journal.blame('unaware', `${host.name} woke up and dialled too much`);
  }
};

const play = async (seed: number, mutant: Mutant, time: VirtualTime, chance: Chance): Promise<Outcome> => {
  const script = scriptOf(seed, chance);
  const world = new World(time, chance, script, mutant, {
    begun: checkTurn,
    written: checkWritten,
    news: tellNews,
  });
  for (let i = 0; i < script.instances; i += 1) time.at(i * 100, () => world.start());
  const ids = tellOfCalls(world);
  tellOfTrouble(world);
  tellOfList(world, seed);
  tellOfKeyless(world, seed);
  each(world, EACH_MS.standing, checkStanding);
  each(world, EACH_MS.aftercare, settleOld);
  each(world, EACH_MS.repair, repairLanes);
  each(world, EACH_MS.done, () => {
    if (time.now > script.faultsUntil && unfinished(world, ids).length === 0) time.stop();
  });
  await time.run(END_MS);
  checkEnd(world, ids);
  return { seed, dials: world.dials, steps: time.steps, violations: world.journal.violations };
};

/** Plays the story of a seed, the same each time. Nothing else may run in this process meanwhile. */
export const simulate = async (seed: number, mutant: Mutant = {}): Promise<Outcome> => {
  const time = new VirtualTime();
  const chance = new Chance(seed);
  return withGlobalsOf(time, chance, () => play(seed, mutant, time, chance));
};
