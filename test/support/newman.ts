import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { cacheDirectory } from '../../src/config/cache-directory.js';
import { withFileLock } from '../../src/database/local/file-lock.js';
import { findProgram, isExecutable } from '../../src/database/local/find-program.js';
import { runProgram } from '../../src/database/local/run-program.js';
import { installerEnvironment } from '../../src/config/program-environment.js';

const INSTALL_LIMIT_MS = 5 * 60_000;
const FOLDER = resolve('test/support/newman');
const LISTS = ['package.json', 'package-lock.json'];

/**
 * Newman's program, with exactly what its lockfile lists: made once for each such list, in this user's cache. It is no
 * package of the project: a hundred others would come with it to everybody who installs Atlas.
 */
export async function installedNewman(log: (line: string) => void): Promise<string> {
  const sum = createHash('sha256')
    .update(await readFile(join(FOLDER, 'package-lock.json')))
    .digest('hex');
  const directory = join(cacheDirectory(), `newman-${sum.slice(0, 12)}`);
  const program = join(directory, 'node_modules', 'newman', 'bin', 'newman.js');
  return withFileLock(`${directory}.lock`, async () => {
    if (await isExecutable(program)) return program;
    log(`Installing Newman into ${directory} (once)`);
    const making = `${directory}.making`;
    await rm(making, { recursive: true, force: true });
    await mkdir(making, { recursive: true });
    for (const name of LISTS) await copyFile(join(FOLDER, name), join(making, name));
    const npm = await findProgram('npm', process.env['PATH'] ?? '');
    if (!npm) throw new Error('npm is not on PATH');
    const quietly = ['--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
    await runProgram(npm, ['ci', '--prefix', making, ...quietly], INSTALL_LIMIT_MS, installerEnvironment());
    await rename(making, directory);
    return program;
  });
}
