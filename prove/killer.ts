import type { InstanceProcess } from './instance-process.js';
import { pause } from './pause.js';
import { between, type Random } from './random.js';

/** Soon, so that a small run meets a kill too. */
const FIRST_AFTER_MS = 1_500;
const AT_LEAST_MS = 4_000;
const AT_MOST_MS = 8_000;

/** Of so many blows one is a kill, and the others leave the instance frozen for a while. */
const KILLS = 0.7;
const FREEZE_MS = [3_000, 20_000] as const;
/** How often the one that dials is hit; the others have their share of the rest. */
const LEADER = 0.6;

/** Kills or freezes an instance every few seconds, until aborted; then every instance runs. `leaderPid` tells who dials. */
export async function killUntil(
  instances: InstanceProcess[],
  leaderPid: () => Promise<number | null>,
  random: Random,
  signal: AbortSignal,
): Promise<void> {
  for (let afterMs = FIRST_AFTER_MS; ; afterMs = between(random, AT_LEAST_MS, AT_MOST_MS)) {
    await pause(afterMs, signal);
    if (signal.aborted) break;
    const any = instances[Math.floor(random() * instances.length)];
    const leader = random() < LEADER ? await leaderPid() : null;
    const victim = instances.find(({ pid }) => pid === leader) ?? any;
    if (random() < KILLS) await victim?.killAndRestart();
    else await victim?.freeze(between(random, ...FREEZE_MS));
  }
  for (const instance of instances) await instance.revive();
}
