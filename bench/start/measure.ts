import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Child } from '../../prove/child.js';
import { freePort } from '../../src/common/process/free-port.js';
import { residentOf } from '../servers/process-use.js';

export const BARE = fileURLToPath(new URL('../peers/bare/main.js', import.meta.url));

/** How a program starts: milliseconds until it is ready, and the bytes of memory that it holds a moment later. */
export interface Start {
  readyMs: number;
  resident: number;
}

const IDLE_AFTER_MS = 2_000;

/** Starts a program and ends it again. */
export async function measureStart(
  program: string,
  parent: string,
  settings: Record<string, string>,
): Promise<Start> {
  const directory = join(parent, 'start');
  await mkdir(directory, { recursive: true });
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const from = performance.now();
  const child = await Child.start({
    name: 'start',
    arguments: [program],
    settings: { ...settings, HOST: '127.0.0.1', PORT: port, BASE_URL: url, ATLAS_DATA_DIR: directory },
    directory,
    logFile: join(parent, 'start.log'),
    readyUrl: `${url}/health/ready`,
  });
  const readyMs = performance.now() - from;
  await wait(IDLE_AFTER_MS);
  const resident = await residentOf(child.pid ?? 0);
  await child.stop();
  return { readyMs, resident };
}
