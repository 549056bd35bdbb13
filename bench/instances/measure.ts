import { setTimeout as wait } from 'node:timers/promises';
import { load, UNSENT_EACH } from '../http/load.js';
import type { Stage } from '../http/stage.js';
import { cpuMsOf } from '../servers/process-use.js';
import { type PacedAnswers, sendPaced } from '../webhooks/paced.js';
import { storeRinging } from '../webhooks/ringing.js';
import { callsFor, WebhookStream } from '../webhooks/stream.js';
import type { Deployment } from './deployment.js';

/** What webhooks cost so many instances. */
export interface InstancesCost extends PacedAnswers {
  instances: number;
  /** Webhooks a second, as fast as they are answered. */
  highest: number;
  /** Webhooks a second, as they were sent for the rest. */
  rate: number;
  /** Milliseconds of processor time of all instances for each webhook, with what they do beside. */
  cpu: number;
}

const CONNECTIONS = 16;
/** For each instance: the engine compiles what runs again and again, in each process for itself. */
const WARM_UP = 5_000;
const HIGHEST = 1_500;
const SETTLE_MS = 3_000;

const cpuOf = async (pids: number[]): Promise<number> =>
  (await Promise.all(pids.map(cpuMsOf))).reduce((sum, each) => sum + each, 0);

/** As fast as they are answered. */
const hurry = async (url: string, stream: WebhookStream, count: number): Promise<number> =>
  (await load(url, stream.many(count + UNSENT_EACH * CONNECTIONS), CONNECTIONS)).rate;

/** Webhooks at this rate, or at half of the highest where none is given, for so many seconds. */
export async function measureInstances(
  { url, pids }: Deployment,
  { options }: Stage,
  seconds: number,
  givenRate?: number,
): Promise<InstancesCost> {
  // Each by as many: one that is told a quarter of them would still run what another has compiled already.
  const warmUp = WARM_UP * pids.length;
  const hurried = HIGHEST * pids.length;
  const stream = new WebhookStream([], { baseUrl: url, account: options.account });
  const prepare = async (webhooks: number): Promise<void> =>
    stream.add(await storeRinging(options, callsFor(webhooks)));
  await prepare(warmUp + hurried + 4 * UNSENT_EACH * CONNECTIONS);
  await hurry(url, stream, warmUp);
  const highest = await hurry(url, stream, hurried);
  const rate = givenRate ?? highest / 2;
  const count = Math.round(rate * seconds);
  await prepare(count);
  await wait(SETTLE_MS);
  const before = await cpuOf(pids);
  const answers = await sendPaced(url, rate, count, () => stream.take());
  await wait(SETTLE_MS);
  const cpu = ((await cpuOf(pids)) - before) / count;
  return { instances: pids.length, highest, rate, cpu, ...answers };
}
