import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { childEnvironment } from '../../src/config/child-environment.js';
import { waitFor } from './wait-for.js';

export { freePort } from '../../src/common/process/free-port.js';

/** A program of the built project, in a process of its own. */
export interface RunningProcess {
  /** What it has printed. */
  output(): string;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to end; answers its exit code. */
  stop(): Promise<number | null>;
}

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
};

const ended = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
  return child.exitCode;
};

/** A limit for what hangs: a machine that does much else reads the modules slowly. */
const START_MS = 60_000;

/** Starts `dist/<program>` with these settings and waits until `readyUrl` answers. */
export const startProcess = async (
  program: string,
  settings: Record<string, string>,
  readyUrl: string,
): Promise<RunningProcess> => {
  const child = spawn(process.execPath, [join('dist', program)], {
    env: childEnvironment(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const running = {
    output: () => output,
    kill: async () => void (await ended(child, 'SIGKILL')),
    stop: () => ended(child, 'SIGTERM'),
  };
  await waitFor(
    `${program} to answer on ${readyUrl}`,
    async () => {
      if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}:\n${output}`);
      return answers(readyUrl);
    },
    START_MS,
  ).catch(async (error: unknown) => {
    await running.kill();
    throw error;
  });
  return running;
};
