import { setTimeout as wait } from 'node:timers/promises';
import { lostEnds, priceChecks } from './calls.js';
import type { Stage } from './stage.js';

const PROBES = 5;
const PROBE_GAP_MS = 1_000;
const IN_VAIN_MS = 10 * 60_000;

const now = (): number => performance.now() / 1_000;

export interface Throughput {
  /** Calls that were settled in a second. */
  perSecond: number;
  requestsPerCall: number;
  /** Requests in one second at most. */
  most: number;
}

async function until(what: string, isSo: () => Promise<boolean>, everyMs: number): Promise<void> {
  const deadline = Date.now() + IN_VAIN_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}`);
    await wait(everyMs);
  }
}

/** All ends are lost, and many are due at once. */
export async function measureThroughput(stage: Stage, calls: number): Promise<Throughput> {
  await stage.store(lostEnds(calls));
  stage.twilio.forget();
  const before = await stage.countLeft([0, 1, 2]);
  const startedAt = now();
  await until('the calls to be settled', async () => (await stage.countLeft([0, 1, 2])) === 0, 250);
  const seconds = now() - startedAt;
  const { requests, mostInASecond } = stage.twilio;
  return { perSecond: before / seconds, requestsPerCall: requests / calls, most: mostInASecond };
}

/** How many seconds lost ends wait, one after the other, while many prices are due for longer. */
export async function measureWaits(stage: Stage, prices: number): Promise<number[]> {
  await stage.store(priceChecks(prices));
  const waits: number[] = [];
  for (let n = 0; n < PROBES; n += 1) {
    await wait(PROBE_GAP_MS);
    const [call] = lostEnds(1);
    if (!call) throw new Error('There is no call to look for');
    await stage.store([call]);
    const startedAt = now();
    await until('a lost end to be found', () => stage.hasEnded(call.id), 20);
    waits.push(now() - startedAt);
  }
  const left = await stage.countLeft([2]);
  if (left === 0)
    throw new Error('The prices were all known before the last end was found: nothing was measured');
  return waits;
}
