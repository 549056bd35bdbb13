import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processExists } from './process-exists.js';

const HEARTBEAT_MS = 2_000;
/** How old an untouched lock file is when it counts as abandoned: the process id in it may have been reused. */
const ABANDONED_MS = 30_000;
const POLL_MS = 50;

interface Holder {
  pid: number;
  host: string;
  token: string;
}

/**
 * Runs `task` while no other process runs one under the same lock file. A lock left by a process that was
 * killed is taken over. Errors: those of `task`, and those of the file system.
 */
export async function withFileLock<T>(
  path: string,
  task: () => Promise<T>,
  onWait: () => void = () => undefined,
): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  const token = await acquire(path, onWait);
  const heartbeat = setInterval(() => void touch(path), HEARTBEAT_MS);
  heartbeat.unref();
  try {
    return await task();
  } finally {
    clearInterval(heartbeat);
    if ((await readHolder(path))?.token === token) await rm(path, { force: true });
  }
}

async function acquire(path: string, onWait: () => void): Promise<string> {
  const holder: Holder = { pid: process.pid, host: hostname(), token: randomUUID() };
  for (let tries = 0; ; tries += 1) {
    if (await createExclusively(path, JSON.stringify(holder))) return holder.token;
    if (await isAbandoned(path)) await takeAway(path);
    else await sleep(POLL_MS);
    if (tries === 20) onWait();
  }
}

async function createExclusively(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes an abandoned lock under a second one, so that two waiters never remove each other's new lock. */
async function takeAway(path: string): Promise<void> {
  const guard = `${path}.takeover`;
  if (!(await createExclusively(guard, ''))) {
    if ((await ageOf(guard)) > ABANDONED_MS) await rm(guard, { force: true });
    await sleep(POLL_MS);
    return;
  }
  try {
    if (await isAbandoned(path)) await rm(path, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const age = await ageOf(path);
  if (age > ABANDONED_MS) return true;
  const holder = await readHolder(path);
  // A file without content was made this instant, or its maker was killed before it wrote: its age decides.
  if (!holder || holder.host !== hostname()) return false;
  return !processExists(holder.pid);
}

async function readHolder(path: string): Promise<Holder | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

/** Milliseconds since the file was touched; 0 when there is none. */
async function ageOf(path: string): Promise<number> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch {
    return 0;
  }
}

/** Says that the holder lives. Where the file is gone there is nothing to say it of. */
async function touch(path: string): Promise<void> {
  await utimes(path, new Date(), new Date()).catch(() => undefined);
}
