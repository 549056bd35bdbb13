import type { InstanceProcess } from './instance-process.js';
import { pause } from './pause.js';
import { between, type Random } from './random.js';

const AT_LEAST_MS = 3_000;
const AT_MOST_MS = 6_000;

/** Kills an instance every few seconds and starts it again, until aborted; then every instance runs. */
export async function killUntil(
  instances: InstanceProcess[],
  random: Random,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    await pause(between(random, AT_LEAST_MS, AT_MOST_MS), signal);
    if (signal.aborted) break;
    const victim = instances[Math.floor(random() * instances.length)];
    await victim?.killAndRestart();
  }
  for (const instance of instances) await instance.revive();
}
