import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withFileLock } from './file-lock.js';

describe('withFileLock', () => {
  let directory: string;
  let lock: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'atlas-lock-'));
    lock = join(directory, 'some.lock');
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const NOBODY = 2 ** 22 + 1;
  const leave = (holder: object): Promise<void> => writeFile(lock, JSON.stringify(holder));

  it('runs one task at a time and leaves nothing behind', async () => {
    let running = 0;
    let most = 0;
    const task = async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await sleep(10);
      running -= 1;
    };
    await Promise.all(Array.from({ length: 5 }, () => withFileLock(lock, task)));
    expect(most).toBe(1);
    expect(await readdir(directory)).toEqual([]);
  });

  it('is let go when the task fails', async () => {
    await expect(withFileLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withFileLock(lock, () => Promise.resolve(1))).toBe(1);
  });

  it('is taken from a process that is gone, by one waiter at a time', async () => {
    await leave({ pid: NOBODY, host: hostname(), token: 'x' });
    let running = 0;
    const task = async (): Promise<void> => {
      running += 1;
      expect(running).toBe(1);
      await sleep(5);
      running -= 1;
    };
    await Promise.all(Array.from({ length: 8 }, () => withFileLock(lock, task)));
  });

  it('is taken when it was not touched for long, whoever holds it', async () => {
    await leave({ pid: process.pid, host: 'another', token: 'x' });
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(lock, longAgo, longAgo);
    expect(await withFileLock(lock, () => Promise.resolve(1))).toBe(1);
  });

  it('is not taken from a live process, nor from another machine that touched it just now; waiting is told', async () => {
    for (const holder of [
      { pid: process.pid, host: hostname(), token: 'x' },
      { pid: NOBODY, host: 'another', token: 'x' },
    ]) {
      await leave(holder);
      const steps: string[] = [];
      let waiting = Promise.resolve();
      await new Promise<void>((told) => {
        waiting = withFileLock(lock, async () => void steps.push('runs'), told);
      });
      steps.push('was told to wait');
      await rm(lock);
      await waiting;
      expect(steps).toEqual(['was told to wait', 'runs']);
    }
  });
});
