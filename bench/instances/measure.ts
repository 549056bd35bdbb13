import { setTimeout as wait } from 'node:timers/promises';
import type { Stage } from '../http/stage.js';
import { cpuMsOf } from '../servers/process-use.js';
import { hurry, prepare } from '../webhooks/hurry.js';
import { type PacedAnswers, sendPaced } from '../webhooks/paced.js';
import { WebhookStream } from '../webhooks/stream.js';
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

/** For each instance: the engine compiles what runs again and again, in each process for itself. */
const WARM_UP = 5_000;
const HIGHEST = 1_500;
const SETTLE_MS = 3_000;

const cpuOf = async (pids: number[]): Promise<number> =>
  (await Promise.all(pids.map(cpuMsOf))).reduce((sum, each) => sum + each, 0);

/** Webhooks at this rate, or at half of the highest where none is given, for so many seconds. */
export async function measureInstances(
  { url, pids }: Deployment,
  { options }: Stage,
  seconds: number,
  givenRate?: number,
): Promise<InstancesCost> {
  // Each by as many: one that is told a quarter of them would still run what another has compiled already.
  const warmUp = WARM_UP * pids.length;
  const stream = new WebhookStream([], { baseUrl: url, account: options.account });
  await hurry(url, stream, options, warmUp);
  const highest = await hurry(url, stream, options, HIGHEST * pids.length);
  const rate = givenRate ?? highest / 2;
  const count = Math.round(rate * seconds);
  await prepare(stream, options, count);
  await wait(SETTLE_MS);
  const before = await cpuOf(pids);
  const answers = await sendPaced(url, rate, count, () => stream.take());
  await wait(SETTLE_MS);
  const cpu = ((await cpuOf(pids)) - before) / count;
  return { instances: pids.length, highest, rate, cpu, ...answers };
}
