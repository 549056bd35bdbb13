import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseState } from './database-state.js';
import { processExists } from './process-exists.js';
import { accepts } from './accepts.js';
import { runProgram } from './run-program.js';

const POLL_MS = 50;
const GRACE_MS = 3_000;

/** Ends a server that nobody watches any more, or waits for the end of one that is ending. */
export async function endLeftover(
  server: Pick<DatabaseState, 'serverPid' | 'dataPath' | 'port'>,
): Promise<void> {
  const { serverPid, dataPath, port } = server;
  const killAt = Date.now() + GRACE_MS;
  let signal: NodeJS.Signals | null = 'SIGTERM';
  while (await isServerOn(serverPid, dataPath)) {
    if (signal) process.kill(serverPid, signal);
    signal = Date.now() > killAt ? 'SIGKILL' : null;
    await sleep(POLL_MS);
    // A server that blocks in accept() sees only at the next connection that it should end.
    await accepts(port);
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
