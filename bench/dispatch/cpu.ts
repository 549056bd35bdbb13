import { readFile } from 'node:fs/promises';
import { TICKS_EACH_SECOND, ticksOf } from '../servers/process-use.js';

/** Processor time by who used it, in percent of one core. */
export type CpuShares = Record<string, number>;

/** A process under the name that its share is shown by; shares of one name are added. */
export interface NamedProcess {
  name: string;
  pid: number;
}

/** Nothing where the system has no such file. */
const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

/** Of all processes, and what was stolen by other machines on the same hardware. */
async function busyTicks(): Promise<number> {
  const [line = ''] = (await read('/proc/stat')).split('\n');
  const [user = NaN, nice = 0, system = 0, , , irq = 0, softIrq = 0, steal = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return user + nice + system + irq + softIrq + steal;
}

/** Measures from now on, until what it answers is called; `elsewhere` is what none of these processes used. */
export async function measureCpu(processes: NamedProcess[]): Promise<() => Promise<CpuShares>> {
  const readAll = (): Promise<number[]> =>
    Promise.all([busyTicks(), ...processes.map(({ pid }) => ticksOf(pid))]);
  const before = await readAll();
  const from = performance.now();
  return async () => {
    const after = await readAll();
    const seconds = (performance.now() - from) / 1_000;
    const percents = after.map(
      (ticks, i) => ((ticks - (before[i] ?? 0)) / TICKS_EACH_SECOND / seconds) * 100,
    );
    const [busy = 0, ...own] = percents;
    const shares: CpuShares = {};
    for (const [i, { name }] of processes.entries()) shares[name] = (shares[name] ?? 0) + (own[i] ?? 0);
    shares.elsewhere = Math.max(0, busy - own.reduce((sum, each) => sum + each, 0));
    return shares;
  };
}
