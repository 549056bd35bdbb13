import { setTimeout as wait } from 'node:timers/promises';

/** Waits; an aborted signal ends the wait early, and is no error. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined);
}
