import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { childEnvironment } from '../../src/config/child-environment.js';
import { waitFor } from './wait-for.js';

/** How a program ended. */
export interface Ending {
  code: number | null;
  signal: string | null;
}

/** A program of dist/ with its output, from its first moment to its end. */
export interface Program {
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  ending: Promise<Ending>;
  /** Waits until stdout has this text; a minute, for a machine that does much else reads the modules slowly. */
  says(text: string): Promise<void>;
  /** Asks it to end, and tells how it did; fails after 5 s. */
  stop(): Promise<Ending & { ms: number }>;
}

const running = new Set<ChildProcess>();

/** Ends what a failed test has left. */
export const endPrograms = (): void => running.forEach((child) => child.kill('SIGKILL'));

const within = async <T>(ms: number, what: string, answer: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${ms} ms`)), ms);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
};

const collect = (stream: NodeJS.ReadableStream): (() => string) => {
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return () => text;
};

/** Starts `main` in a new, empty folder, which it leaves with the process: no `.env` reaches it. */
export const startMain = (settings: Record<string, string>, main = resolve('dist/main.js')): Program => {
  const folder = mkdtempSync(join(tmpdir(), 'atlas-process-'));
  const env = childEnvironment({ ATLAS_DATA_DIR: join(folder, 'data'), ...settings });
  const child = spawn(process.execPath, [main], {
    env,
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const ending = once(child, 'exit').then(() => {
    running.delete(child);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    return { code: child.exitCode, signal: child.signalCode };
  });
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  return {
    child,
    stdout,
    stderr,
    ending,
    says: async (text) => {
      await waitFor(
        `"${text}" in the output`,
        async () => {
          if (child.exitCode !== null)
            throw new Error(`Ended with ${child.exitCode}: ${stdout()}${stderr()}`);
          return stdout().includes(text);
        },
        60_000,
      );
    },
    stop: async () => {
      const started = performance.now();
      child.kill('SIGTERM');
      const end = await within(5_000, 'The end after SIGTERM', ending);
      return { ...end, ms: performance.now() - started };
    },
  };
};
