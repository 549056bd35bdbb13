/** Builds dist/ with the Nest CLI; its usage, below, tells the rest. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments } from './arguments.js';
import { buildClient, hasClientSources, isClientBuilt } from './build-client.js';
import { buildConsole, hasConsoleSources, isConsoleBuilt } from './build-console.js';
import { isLeftOutOfBuild } from './left-out.js';
import { isNewerThan } from './newer.js';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const INPUTS = ['src', 'nest-cli.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];

/** Whether dist/ holds a finished build that is newer than everything in `directory` that it is made from. */
export function isBuilt(directory = root) {
  return isNewerThan(
    join(directory, 'dist', '.built'),
    INPUTS.map((input) => join(directory, input)),
  );
}

/** Beside what serves it: production does not install ReDoc, which would bring React and fifty packages more. */
function copyRedoc(directory) {
  const bundle = require.resolve('redoc/bundles/redoc.standalone.js');
  for (const end of ['', '.LICENSE.txt'])
    copyFileSync(`${bundle}${end}`, join(directory, 'dist', 'docs', `redoc.standalone.js${end}`));
}

/** Builds once; answers the compiler's exit code. */
export function build(directory = root) {
  const nest = require.resolve('@nestjs/cli/bin/nest.js');
  const { status } = spawnSync(process.execPath, [nest, 'build'], { cwd: directory, stdio: 'inherit' });
  if (status === 0) copyRedoc(directory);
  // A stamp, and not dist/main.js: the compiler writes files even when it has found errors.
  if (status === 0) writeFileSync(join(directory, 'dist', '.built'), '');
  return status ?? 1;
}

/** Takes out of dist/ what production never runs. */
export function leaveOut(directory = root) {
  const built = readdirSync(join(directory, 'dist'));
  for (const name of built.filter(isLeftOutOfBuild))
    rmSync(join(directory, 'dist', name), { recursive: true });
}

/** The client, by which the demo is compiled, the service, and the page that it serves; answers the exit code of the first that fails. */
export function buildAll() {
  return (hasClientSources() ? buildClient() : 0) || build() || (hasConsoleSources() ? buildConsole() : 0);
}

/** Builds what is older than its sources. Ends the process when that fails: what is run next would be old. */
export function buildIfNeeded() {
  const isConsoleOld = hasConsoleSources() && !isConsoleBuilt();
  const isClientOld = hasClientSources() && !isClientBuilt();
  const isServiceOld = !isBuilt();
  if (!isServiceOld && !isConsoleOld && !isClientOld) return;
  console.error('Building Atlas …');
  const status =
    (isClientOld ? buildClient() : 0) || (isServiceOld ? build() : 0) || (isConsoleOld ? buildConsole() : 0);
  if (status !== 0) process.exit(status);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const usage = [
    'Usage: npm run build [-- --if-needed | --production]',
    '',
    'Builds dist/, console/dist/ and packages/client/dist/; with --if-needed only where its sources are newer, with --production without what production never runs.',
  ].join('\n');
  const flag = { type: 'boolean' };
  const { values } = readArguments(usage, { 'if-needed': flag, production: flag });
  if (values['if-needed']) buildIfNeeded();
  else process.exitCode = buildAll();
  if (values.production && !process.exitCode) leaveOut();
}
