import { type AtlasClient, inTurn } from './atlas-client.js';
import { casesOf } from './case.js';
import { type AtlasCall, type Dial, isFinal } from './evidence.js';
import { grouped } from './grouped.js';
import { pause } from './pause.js';
import { eachOf } from './pool.js';
import { agrees } from './scorecard.js';
import type { Stage } from './stage.js';

const READERS = 4;
const LOOK_EVERY_MS = 1_000;
/** How long no call goes on and no webhook is tried before the simulator counts as done. */
const QUIET_MS = 3_000;

/** What has to come true of each call, and how long nothing may move before it is given up. */
interface Awaited {
  isReached: (call: AtlasCall) => boolean;
  /** What is known to have been dialled. */
  dials: Dial[];
  patienceMs: number;
  onLeft: (left: number) => void;
}

/** The calls that said nothing at least once: their timelines have to tell why. */
const silentCalls = (dials: Dial[]): Set<string> =>
  new Set(dials.flatMap(({ callId, isSilent }) => (callId && isSilent ? [callId] : [])));

/** Asks for these calls, now here and now there; an id that Atlas does not know is left out. */
export async function readCalls(
  clients: AtlasClient[],
  callIds: string[],
  dials: Dial[],
  signal: AbortSignal,
): Promise<AtlasCall[]> {
  const silent = silentCalls(dials);
  const found: AtlasCall[] = [];
  let turn = 0;
  const read = async (callId: string): Promise<void> => {
    while (!signal.aborted) {
      turn += 1;
      try {
        const client = inTurn(clients, turn);
        const call = await (silent.has(callId) ? client.getToldCall(callId) : client.getCall(callId));
        if (call) found.push(call);
        return;
      } catch {
        // Not answered: no news of this call yet.
        await pause(LOOK_EVERY_MS, signal);
      }
    }
  };
  await eachOf(callIds, READERS, read, signal);
  return found;
}

/** Looks at the calls until it has come true of each. False when nothing has moved for too long. */
async function awaitAll(
  { clients, database }: Stage,
  { isReached, dials, patienceMs, onLeft }: Awaited,
  signal: AbortSignal,
): Promise<boolean> {
  let left = await database.callIds();
  for (let movedAt = Date.now(); left.length > 0 && !signal.aborted;) {
    const lookedAt = Date.now();
    const reached = (await readCalls(clients, left, dials, signal)).filter(isReached);
    const done = new Set(reached.map(({ callId }) => callId));
    left = left.filter((callId) => !done.has(callId));
    onLeft(left.length);
    if (done.size > 0) movedAt = Date.now();
    if (Date.now() - movedAt > patienceMs) break;
    // To look takes the database from those who are looked at: they have it for longer.
    if (left.length > 0) await pause(Math.max(LOOK_EVERY_MS, 2 * (Date.now() - lookedAt)), signal);
  }
  return left.length === 0;
}

/** Waits until each call is over for Atlas. */
export const awaitEnds = (
  stage: Stage,
  patienceMs: number,
  onLeft: (left: number) => void,
  signal: AbortSignal,
): Promise<boolean> =>
  awaitAll(stage, { isReached: ({ status }) => isFinal(status), dials: [], patienceMs, onLeft }, signal);

/** Waits until Atlas has learnt of each call all that is true. */
export function awaitAgreement(
  stage: Stage,
  dials: Dial[],
  patienceMs: number,
  onLeft: (left: number) => void,
  signal: AbortSignal,
): Promise<boolean> {
  const dialsOf = grouped(dials, ({ callId }) => callId ?? '');
  const isReached = (call: AtlasCall): boolean =>
    casesOf({ calls: [call], dials: dialsOf.get(call.callId) ?? [], intents: [] }).every(agrees);
  return awaitAll(stage, { isReached, dials, patienceMs, onLeft }, signal);
}

/** Waits until the simulator has no live call and tries no webhook any more. */
export async function awaitQuiet({ simulator }: Stage, signal: AbortSignal): Promise<void> {
  let known = { live: -1, tries: -1 };
  for (let changedAt = Date.now(); !signal.aborted && Date.now() - changedAt < QUIET_MS;) {
    await pause(LOOK_EVERY_MS, signal);
    const activity = await simulator.activity();
    if (activity.live > 0 || activity.tries !== known.tries) changedAt = Date.now();
    known = activity;
  }
}
