import { pause } from './pause.js';
import { between, type Random } from './random.js';

/** Something that fails for a while, though Atlas and Twilio run. */
export interface Outage {
  firstAfterMs: number;
  lastsMs: number;
  /** It happens again every minute or so. */
  isRepeated: boolean;
  begin: () => Promise<void> | void;
  end: () => Promise<void> | void;
}

const AT_LEAST_MS = 60_000;
const AT_MOST_MS = 90_000;

/** Lets it happen, once or now and then, until aborted; then all is well. Answers how often it happened. */
export async function failUntil(outage: Outage, random: Random, signal: AbortSignal): Promise<number> {
  const { firstAfterMs, lastsMs, isRepeated, begin, end } = outage;
  for (let [count, afterMs] = [0, firstAfterMs]; ; afterMs = between(random, AT_LEAST_MS, AT_MOST_MS)) {
    await pause(afterMs, signal);
    if (signal.aborted) return count;
    count += 1;
    await begin();
    await pause(lastsMs, signal);
    await end();
    if (!isRepeated) return count;
  }
}
