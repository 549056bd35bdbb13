/** Builds of Atlas with what measures or breaks it; no production build contains that. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './build.js';

/**
 * Compiles the project (a tsconfig file) into the folder `out`, and runs its `program` in this same process with the
 * arguments of this one; with `--build` among them it compiles and does no more. Types are left to `npm run types`,
 * which sees all of these projects.
 */
export async function runTestBuild({ project, out, program }) {
  const directory = join(root, out);
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const options = { cwd: root, stdio: 'inherit' };
  const { status } = spawnSync(process.execPath, [tsc, '-p', project, '--noCheck'], options);
  if (status !== 0) process.exit(status ?? 1);
  mkdirSync(directory, { recursive: true });
  // Atlas reads its version and what it installs from there.
  for (const name of ['package.json', 'secantusdb-requirements.txt'])
    copyFileSync(join(root, name), join(directory, name));
  if (process.argv.includes('--build')) return;
  const file = join(directory, program);
  process.argv = [process.argv[0], file, ...process.argv.slice(2)];
  await import(pathToFileURL(file).href);
}
