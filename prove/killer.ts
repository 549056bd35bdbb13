import type { InstanceProcess } from './instance-process.js';
import { pause } from './pause.js';
import { between, type Random } from './random.js';

/** Soon, so that a small run meets a kill too. */
const FIRST_AFTER_MS = 1_500;
const AT_LEAST_MS = 4_000;
const AT_MOST_MS = 8_000;

/** Kills an instance every few seconds and starts it again, until aborted; then every instance runs. */
export async function killUntil(
  instances: InstanceProcess[],
  random: Random,
  signal: AbortSignal,
): Promise<void> {
  for (let afterMs = FIRST_AFTER_MS; ; afterMs = between(random, AT_LEAST_MS, AT_MOST_MS)) {
    await pause(afterMs, signal);
    if (signal.aborted) break;
    const victim = instances[Math.floor(random() * instances.length)];
    await victim?.killAndRestart();
  }
  for (const instance of instances) await instance.revive();
}
