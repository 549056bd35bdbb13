import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const WRITABLE = constants.W_OK | constants.X_OK;

/** Why a folder cannot be written to, or made where it is not there yet; undefined where nothing is known against it. */
export const folderProblem = (
  path: string,
  access: (path: string, mode: number) => void = accessSync,
): string | undefined => {
  let existing = resolve(path);
  while (!existsSync(existing) && existing !== dirname(existing)) existing = dirname(existing);
  if (!statSync(existing).isDirectory()) return 'is not a folder';
  try {
    access(existing, WRITABLE);
    return undefined;
  } catch (error) {
    return `may not be written to by this user (${(error as NodeJS.ErrnoException).code})`;
  }
};
