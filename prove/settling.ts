import { getCall } from './atlas-client.js';
import { type AtlasCall, isFinal } from './evidence.js';
import { pause } from './pause.js';
import { eachOf } from './pool.js';
import type { Stage } from './stage.js';

const READERS = 8;
const LOOK_EVERY_MS = 1_000;
/** Longer than anything that is still to come: Twilio tries a webhook for 15 s, Atlas asks every few seconds. */
const HOPELESS_AFTER_MS = 45_000;
/** No call goes on and no webhook was tried for so long: the simulator has nothing more to say. */
const QUIET_MS = 3_000;

/** Asks for these calls, now here and now there; an id that Atlas does not know is left out. */
export async function readCalls(
  urls: string[],
  callIds: string[],
  signal: AbortSignal,
): Promise<AtlasCall[]> {
  const found: AtlasCall[] = [];
  let n = 0;
  const read = async (callId: string): Promise<void> => {
    for (; !signal.aborted;) {
      n += 1;
      try {
        const call = await getCall(urls[n % urls.length] ?? '', callId);
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

/** Watches the calls until each is over for Atlas, or nothing has moved for long. */
export async function awaitEnds(
  { urls, database }: Stage,
  onLeft: (left: number) => void,
  signal: AbortSignal,
): Promise<void> {
  let left = await database.callIds();
  for (let movedAt = Date.now(); left.length > 0 && !signal.aborted;) {
    const seen = await readCalls(urls, left, signal);
    const over = seen.filter(({ status }) => isFinal(status));
    const done = new Set(over.map(({ callId }) => callId));
    left = left.filter((callId) => !done.has(callId));
    onLeft(left.length);
    if (done.size > 0) movedAt = Date.now();
    if (Date.now() - movedAt > HOPELESS_AFTER_MS) break;
    if (left.length > 0) await pause(LOOK_EVERY_MS, signal);
  }
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
