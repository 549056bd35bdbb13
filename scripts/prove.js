/**
 * `npm run prove -- [options]`: compiles the test build into dist-prove/ and runs the proof in this same process.
 * The test build is Atlas, unchanged, and what `--break` needs; no production build contains it.
 * `--build` compiles and does no more.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './build.js';

const out = join(root, 'dist-prove');
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.prove.json'], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);
mkdirSync(out, { recursive: true });
// Atlas reads its version from there.
copyFileSync(join(root, 'package.json'), join(out, 'package.json'));

if (!process.argv.includes('--build')) {
  const program = join(out, 'prove', 'prove.js');
  process.argv = [process.argv[0], program, ...process.argv.slice(2)];
  await import(pathToFileURL(program).href);
}
