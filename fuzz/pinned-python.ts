import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheDirectory } from '../src/config/cache-directory.js';
import { withFileLock } from '../src/database/local/file-lock.js';
import { findProgram, isExecutable } from '../src/database/local/find-program.js';
import { runProgram } from '../src/database/local/run-program.js';

const INSTALL_LIMIT_MS = 5 * 60_000;

/**
 * The Python of a venv with exactly what the file of requirements lists, by version and hash: made once for each such
 * list, in this user's cache. It is there whole or not at all. Errors: no python3, or it cannot be installed.
 */
export async function pinnedPython(
  name: string,
  requirements: string,
  log: (line: string) => void,
): Promise<string> {
  const sum = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  const directory = join(cacheDirectory(), `${name}-${sum.slice(0, 12)}`);
  const python = join(directory, 'bin', 'python');
  return withFileLock(`${directory}.lock`, async () => {
    if (await isExecutable(python)) return python;
    log(`Installing ${requirements} into ${directory} (once)`);
    await makeVenv(directory, requirements);
    return python;
  });
}

async function makeVenv(directory: string, requirements: string): Promise<void> {
  const python3 = await findProgram('python3', process.env.PATH ?? '');
  if (!python3) throw new Error(`${requirements} is for Python, and python3 is not on PATH`);
  const making = `${directory}.making`;
  await rm(making, { recursive: true, force: true });
  await mkdir(dirname(making), { recursive: true });
  await runProgram(python3, ['-m', 'venv', making], INSTALL_LIMIT_MS);
  const pip = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check'];
  const exactly = ['--require-hashes', '--only-binary', ':all:', '-r', requirements];
  await runProgram(join(making, 'bin', 'python'), [...pip, ...exactly], INSTALL_LIMIT_MS);
  await rename(making, directory);
}
