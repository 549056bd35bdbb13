import { setTimeout as wait } from 'node:timers/promises';
import { cpuMsOf, residentOf } from '../servers/process-use.js';
import { LINES, type Line, type Material } from './lines.js';
import { load, UNSENT_EACH } from './load.js';
import type { Profiler } from './profiler.js';
import { GROUPS, type Shares } from './shares.js';

/** What a line cost one peer in one round. */
export interface Cost {
  line: string;
  rate: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Requests that were not answered with 2xx. */
  failed: number;
  /** Milliseconds of processor time of the peer's process for each request, while they were answered. */
  cpu: number;
  /** The same for what it did afterwards, until it was idle. */
  afterwards: number;
  /** Where it goes, in microseconds for each request, where a profile was taken. */
  shares?: Shares;
}

/** How a peer is asked. */
export interface Asking {
  connections: number;
  requests: number;
  /** Not measured: the engine compiles what runs again and again. */
  warmUp: number;
}

const LOOK_MS = 250;
const IDLE_MS = 6;
const SETTLES_WITHIN_MS = 15_000;

/** How many calls each sort of webhook needs. */
export const callsEach = ({ requests, warmUp, connections }: Asking): number =>
  requests + warmUp + 2 * UNSENT_EACH * connections;

/** Ends once the process has nothing more to do, or after a while. */
async function settled(pid: number): Promise<void> {
  const deadline = Date.now() + SETTLES_WITHIN_MS;
  for (let before = await cpuMsOf(pid), quiet = 0; quiet < 2 && Date.now() < deadline;) {
    await wait(LOOK_MS);
    const now = await cpuMsOf(pid);
    quiet = now - before <= IDLE_MS ? quiet + 1 : 0;
    before = now;
  }
}

async function measureLine(
  line: Line,
  pid: number,
  material: Material,
  asking: Asking,
  profiler?: Profiler,
): Promise<Cost> {
  const { connections, requests, warmUp } = asking;
  const spare = UNSENT_EACH * connections;
  const prepared = Array.from({ length: requests + warmUp + 2 * spare }, (_, n) => line.request(n, material));
  await load(material.baseUrl, prepared.slice(0, warmUp + spare), connections);
  await settled(pid);
  const ask = () => load(material.baseUrl, prepared.slice(warmUp + spare), connections);
  const before = await cpuMsOf(pid);
  const profiled = await profiler?.during(pid, line.name, ask);
  const answered = profiled?.result ?? (await ask());
  const after = await cpuMsOf(pid);
  await settled(pid);
  const idle = await cpuMsOf(pid);
  return {
    line: line.name,
    ...answered,
    cpu: (after - before) / requests,
    afterwards: (idle - after) / requests,
    ...(profiled && { shares: perRequest(profiled.shares, requests) }),
  };
}

const perRequest = (shares: Shares, requests: number): Shares =>
  Object.fromEntries(GROUPS.map((group) => [group, shares[group] / requests])) as Shares;

/** All lines of one peer, and the memory that it holds at the end, in bytes. */
export async function measurePeer(
  pid: number,
  material: Material,
  asking: Asking,
  lines: readonly Line[] = LINES,
  profiler?: Profiler,
): Promise<{ costs: Cost[]; resident: number }> {
  const costs: Cost[] = [];
  for (const line of lines) costs.push(await measureLine(line, pid, material, asking, profiler));
  return { costs, resident: await residentOf(pid) };
}
