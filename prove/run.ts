import { setMaxListeners } from 'node:events';
import { Clients } from './clients.js';
import type { Evidence } from './evidence.js';
import { Forger } from './forger.js';
import { killUntil } from './killer.js';
import type { ProveOptions } from './options.js';
import { planIntents } from './plan.js';
import type { Progress } from './progress.js';
import { randomOf } from './random.js';
import { awaitEnds, awaitQuiet, readCalls } from './settling.js';
import type { Stage } from './stage.js';
import { Watcher } from './watcher.js';

/** When each part of the proof has to be over, in parts of the time cap: the comparison needs time too. */
const SHARE = { load: 0.6, settling: 0.85, quiet: 0.9 };

/** What happened besides what is judged, for the reader of the scorecard. */
export interface Account {
  kills: number;
  falls: number;
  cut: number;
  putOff: Record<number, number>;
  dials: number;
  forgeries: number;
  faults: Record<string, number>;
}

export interface Proof {
  evidence: Evidence;
  account: Account;
}

/** Places the calls while instances are killed and webhooks are forged, waits for their ends, gathers what there is. */
export async function prove(stage: Stage, options: ProveOptions, progress: Progress): Promise<Proof> {
  const capMs = options.minutes * 60_000 - performance.now();
  const limit = (share: number): AbortSignal => {
    const signal = AbortSignal.timeout(Math.max(1, Math.round(capMs * share)));
    setMaxListeners(0, signal);
    return signal;
  };
  const [loadEnd, settlingEnd, quietEnd, end] = [SHARE.load, SHARE.settling, SHARE.quiet, 1].map(limit) as [
    AbortSignal,
    AbortSignal,
    AbortSignal,
    AbortSignal,
  ];
  const forger = new Forger(stage.urls, stage.account, settlingEnd);
  const intents = planIntents(options.calls, options.seed);
  const watcher = new Watcher(stage.urls);
  const clients = new Clients(stage.urls, intents, (callId) => {
    forger.hear(callId);
    watcher.hear(callId);
  });
  const watching = watcher.watch(settlingEnd);

  progress.phase('placing', () => `${clients.answered}/${options.calls} answered, ${killsOf(stage)} kills`);
  await placeUnderFire(stage, clients, options.seed, loadEnd);
  progress.phase('asking again', () => `each of ${options.calls} keys once more`);
  await Promise.all([clients.replayAll(settlingEnd), forger.done()]);

  let left = options.calls;
  progress.phase('settling', () => `${left} calls not over`);
  await awaitEnds(stage, (now) => (left = now), settlingEnd);
  progress.phase('settling', () => 'waiting for the last webhooks');
  await awaitQuiet(stage, quietEnd);
  watcher.stop();
  await watching;

  progress.phase('comparing', () => 'reading every call');
  const { evidence, faults } = await gather(stage, clients, forger, watcher, end);
  const { cut, putOff } = clients;
  const falls = stage.instances.reduce((sum, instance) => sum + instance.falls, 0);
  const counts = { dials: evidence.dials.length, forgeries: evidence.forgeries.length };
  return { evidence, account: { kills: killsOf(stage), falls, cut, putOff, ...counts, faults } };
}

const killsOf = ({ instances }: Stage): number => instances.reduce((sum, { kills }) => sum + kills, 0);

async function placeUnderFire(stage: Stage, clients: Clients, seed: number, end: AbortSignal): Promise<void> {
  const peace = new AbortController();
  const killing = killUntil(stage.instances, randomOf(seed + 1), AbortSignal.any([peace.signal, end]));
  try {
    await clients.placeAll(end);
  } finally {
    peace.abort();
    await killing;
  }
}

async function gather(
  { urls, database, simulator, instances }: Stage,
  clients: Clients,
  forger: Forger,
  watcher: Watcher,
  signal: AbortSignal,
): Promise<{ evidence: Evidence; faults: Record<string, number> }> {
  for (const instance of instances) await instance.revive();
  const told = clients.outcomes.flatMap(({ answers }) => answers.flatMap(({ callId }) => callId ?? []));
  const calls = await readCalls(urls, [...new Set([...(await database.callIds()), ...told])], signal);
  const { dials, faults } = await simulator.truth();
  const evidence = {
    intents: clients.outcomes,
    calls,
    dials,
    events: await database.events(),
    forgeries: forger.forgeries,
    readings: watcher.readings,
  };
  return { evidence, faults };
}
