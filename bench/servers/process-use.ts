import { readFile } from 'node:fs/promises';

/** What Linux counts processor time in, on all machines that Node runs on. */
export const TICKS_EACH_SECOND = 100;

/** Nothing where the system has no such file. */
const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

/** Processor time of a process, of all its threads, since it was started. */
export async function ticksOf(pid: number): Promise<number> {
  const stat = await read(`/proc/${pid}/stat`);
  // The program's name stands in brackets, and may hold anything.
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return Number(user ?? NaN) + Number(system ?? NaN);
}

/** The same in milliseconds, to ten of them. */
export const cpuMsOf = async (pid: number): Promise<number> =>
  ((await ticksOf(pid)) * 1_000) / TICKS_EACH_SECOND;

const bytesIn = async (pid: number, line: RegExp): Promise<number> =>
  Number(line.exec(await read(`/proc/${pid}/status`))?.[1] ?? NaN) * 1_024;

/** Bytes of memory that a process holds. */
export const residentOf = (pid: number): Promise<number> => bytesIn(pid, /^VmRSS:\s+(\d+) kB/m);

/** The most that it has held since it was started. */
export const peakOf = (pid: number): Promise<number> => bytesIn(pid, /^VmHWM:\s+(\d+) kB/m);
