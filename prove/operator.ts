import { type AtlasClient, inTurn } from './atlas-client.js';
import type { Pause } from './evidence.js';
import { pause as wait } from './pause.js';
import { between, type Random } from './random.js';

/** Soon, so that a small run meets a pause too. */
const FIRST_AFTER_MS = 6_000;
const AT_LEAST_MS = 30_000;
const AT_MOST_MS = 60_000;
const PAUSE_MS = 9_000;
const AGAIN_AFTER_MS = 300;

/** Pauses dispatch now and then, until aborted; then it goes on. Answers the pauses. */
export async function pauseUntil(
  clients: AtlasClient[],
  random: Random,
  signal: AbortSignal,
): Promise<Pause[]> {
  const pauses: Pause[] = [];
  let n = 0;
  const ask = async (to: 'pause' | 'resume'): Promise<void> => {
    for (;;) {
      n += 1;
      try {
        return await inTurn(clients, n).setDispatch(to);
      } catch {
        // An instance that was just killed; the other one may be asked.
        await wait(AGAIN_AFTER_MS);
      }
    }
  };
  for (let afterMs = FIRST_AFTER_MS; ; afterMs = between(random, AT_LEAST_MS, AT_MOST_MS)) {
    await wait(afterMs, signal);
    if (signal.aborted) return pauses;
    await ask('pause');
    const from = Date.now();
    await wait(PAUSE_MS, signal);
    pauses.push({ from, until: Date.now() });
    await ask('resume');
  }
}
