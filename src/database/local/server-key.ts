import { randomBytes } from 'node:crypto';
import { lstat, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What opens the server of one data directory, and nothing else does. */
export interface ServerKey {
  file: string;
  value: string;
}

/**
 * The key of a data directory, in a file that only its owner can read. It is made anew where there is none, where it
 * is damaged, and where another user may know it: the server takes what the file holds when it starts.
 */
export async function serverKey(dataDir: string): Promise<ServerKey> {
  const file = join(dataDir, 'database.key');
  const kept = (await isOwnAlone(file)) ? await readFile(file, 'utf8') : '';
  if (/^[\da-f]{64}$/.test(kept)) return { file, value: kept };
  const value = randomBytes(32).toString('hex');
  const unfinished = `${file}.${process.pid}`;
  await rm(unfinished, { force: true });
  await writeFile(unfinished, value, { flag: 'wx', mode: 0o600 });
  await rename(unfinished, file);
  return { file, value };
}

/** Whether the file is there, is this user's, and is closed to all others. Systems without user ids are believed. */
async function isOwnAlone(file: string): Promise<boolean> {
  try {
    const { uid, mode } = await lstat(file);
    const self = process.geteuid?.();
    return self === undefined || (uid === self && (mode & 0o077) === 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
