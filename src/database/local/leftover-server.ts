import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseState } from './database-state.js';
import { processExists } from './process-exists.js';
import { runProgram } from './run-program.js';

const POLL_MS = 50;
const GRACE_MS = 8_000;

/** Ends the server of an earlier run that nobody watches any more, or waits for the end of one that is ending. */
export async function endLeftover({ serverPid, dataPath }: DatabaseState): Promise<void> {
  let signal: NodeJS.Signals = 'SIGTERM';
  const started = Date.now();
  while (await isServerOn(serverPid, dataPath)) {
    if (signal === 'SIGTERM') process.kill(serverPid, signal);
    signal = 'SIGKILL';
    await sleep(POLL_MS);
    if (Date.now() - started > GRACE_MS && processExists(serverPid)) process.kill(serverPid, signal);
  }
}

/** Process ids are used again: only one whose command line names the data is the server. */
async function isServerOn(pid: number, dataPath: string): Promise<boolean> {
  return processExists(pid) && (await commandLine(pid)).includes(dataPath);
}

async function commandLine(pid: number): Promise<string> {
  try {
    return await readFile(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    // No /proc on this system, or the process has ended since.
    return runProgram('ps', ['-o', 'command=', '-p', String(pid)], 2_000).catch(() => '');
  }
}
