/** Builds console/dist/, the page that Atlas serves: `node tools/build-console.js`. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { binary, hasPackage, makeApiTypes } from './api-types.js';
import { isNewerThan } from './newer.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const console_ = join(root, 'console');
const INPUTS = [
  'console/src',
  'console/index.html',
  'console/vite.config.js',
  'console/tsconfig.json',
  'console/package.json',
  'openapi.json',
  'package-lock.json',
];

/** Whether the page is built, from what is there now. */
export const isConsoleBuilt = () =>
  isNewerThan(
    join(console_, 'dist', '.built'),
    INPUTS.map((input) => join(root, input)),
  );

/** Whether the page can be built here: the production image brings it built. */
export const hasConsoleSources = () => existsSync(join(console_, 'vite.config.js')) && hasPackage('vite');

const runIn = (args) =>
  spawnSync(process.execPath, args, { cwd: console_, stdio: ['ignore', 'inherit', 'inherit'] });

/** Compressed once here, and not at each answer. */
function compressAssets() {
  const assets = join(console_, 'dist', 'assets');
  for (const name of readdirSync(assets).filter((each) => /[.](?:js|css|svg)$/.test(each))) {
    const content = readFileSync(join(assets, name));
    writeFileSync(join(assets, `${name}.gz`), gzipSync(content, { level: 9 }));
    writeFileSync(join(assets, `${name}.br`), brotliCompressSync(content));
  }
}

/** Whether every type of the page is right; answers the compiler's exit code. */
export function checkTypes() {
  return makeApiTypes() || (runIn([binary('typescript', 'bin/tsc'), '-p', '.']).status ?? 1);
}

/** Builds once; answers an exit code. */
export function buildConsole() {
  const types = makeApiTypes();
  if (types !== 0) return types;
  rmSync(join(console_, 'dist'), { recursive: true, force: true });
  const { status } = runIn([binary('vite', 'bin/vite.js'), 'build', '--logLevel', 'error']);
  if (status !== 0) return status ?? 1;
  compressAssets();
  writeFileSync(join(console_, 'dist', '.built'), '');
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = buildConsole();
