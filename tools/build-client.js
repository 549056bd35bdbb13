/** Builds packages/client/dist/, the client that the demo and the examples use: `node tools/build-client.js`. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasPackage, makeApiTypes } from './api-types.js';
import { isNewerThan } from './newer.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const client = join(root, 'packages', 'client');
const INPUTS = [
  'packages/client/src',
  'packages/client/package.json',
  'packages/client/tsconfig.json',
  'openapi.json',
  'package-lock.json',
  'tsconfig.json',
];

/** Whether the client is built, from what is there now. */
export const isClientBuilt = () =>
  isNewerThan(
    join(client, 'dist', '.built'),
    INPUTS.map((input) => join(root, input)),
  );

/** Whether it can be built here: production neither has nor needs it. */
export const hasClientSources = () =>
  existsSync(join(client, 'tsconfig.json')) && hasPackage('openapi-typescript');

/** Builds once; answers an exit code. Types are left to `npm run types`. */
export function buildClient() {
  const types = makeApiTypes();
  if (types !== 0) return types;
  const dist = join(client, 'dist');
  rmSync(dist, { recursive: true, force: true });
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', client, '--noCheck'], { stdio: 'inherit' });
  if (status !== 0) return status ?? 1;
  // The compiler copies no declarations.
  copyFileSync(join(client, 'src', 'schema.d.ts'), join(dist, 'schema.d.ts'));
  writeFileSync(join(dist, '.built'), '');
  return 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !isClientBuilt()) process.exitCode = buildClient();
