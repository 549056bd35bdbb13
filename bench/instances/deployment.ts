import { join } from 'node:path';
import { freePort } from '../../src/common/process/free-port.js';
import { type RunningPeer, startPeer } from '../http/peers.js';
import type { Stage } from '../http/stage.js';
import { startHaproxy } from './haproxy.js';

/** Instances of Atlas behind one address. */
export interface Deployment {
  url: string;
  pids: number[];
}

/** Lends so many instances on one database, behind haproxy. */
export async function onDeployment<Result>(
  { options }: Stage,
  haproxy: string,
  count: number,
  node: string[],
  measure: (deployment: Deployment) => Promise<Result>,
): Promise<Result> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const running: RunningPeer[] = [];
  let stopHaproxy: (() => Promise<void>) | undefined;
  try {
    for (let n = 1; n <= count; n += 1) {
      const directory = join(options.directory, `instance-${n}`);
      running.push(await startPeer('atlas', { ...options, directory, baseUrl: url }, node));
    }
    const instances = running.map((instance) => instance.url);
    stopHaproxy = await startHaproxy(haproxy, options.directory, port, instances);
    return await measure({ url, pids: running.map(({ pid }) => pid) });
  } finally {
    await stopHaproxy?.();
    await Promise.all(running.map((instance) => instance.stop()));
  }
}
