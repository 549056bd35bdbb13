/**
 * `npm run bench:dispatch -- [options]`: compiles Atlas and the bench into dist-bench/ and measures how calls are
 * dispatched. `--build` compiles and does no more.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './build.js';

const out = join(root, 'dist-bench');
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.bench.json'], {
  cwd: root,
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);
mkdirSync(out, { recursive: true });
// Atlas reads its version from there.
copyFileSync(join(root, 'package.json'), join(out, 'package.json'));

if (!process.argv.includes('--build')) {
  const program = join(out, 'bench', 'dispatch', 'main.js');
  process.argv = [process.argv[0], program, ...process.argv.slice(2)];
  await import(pathToFileURL(program).href);
}
