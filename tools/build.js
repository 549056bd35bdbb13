/** Builds dist/ with the Nest CLI; its usage, below, tells the rest. */
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments } from './arguments.js';
import { buildConsole, hasConsoleSources, isConsoleBuilt } from './build-console.js';
import { isNewerThan } from './newer.js';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const INPUTS = ['src', 'nest-cli.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];

/** Whether dist/ holds a finished build that is newer than everything in `directory` that it is made from. */
export function isBuilt(directory = root) {
  return isNewerThan(
    join(directory, 'dist', '.built'),
    INPUTS.map((input) => join(directory, input)),
  );
}

/** Builds once; answers the compiler's exit code. */
export function build(directory = root) {
  const nest = createRequire(import.meta.url).resolve('@nestjs/cli/bin/nest.js');
  const { status } = spawnSync(process.execPath, [nest, 'build'], { cwd: directory, stdio: 'inherit' });
  // A stamp, and not dist/main.js: the compiler writes files even when it has found errors.
  if (status === 0) writeFileSync(join(directory, 'dist', '.built'), '');
  return status ?? 1;
}

/** Takes out of dist/ what production never runs; the stamp too, for what is left is no whole build. */
export function leaveOut(directory = root) {
  const built = readdirSync(join(directory, 'dist'));
  const names = built.filter((name) => /^(?:simulator|demo|openapi[.].*|[.]built)$/.test(name));
  for (const name of names) rmSync(join(directory, 'dist', name), { recursive: true });
}

/** The service and the page that it serves; answers the exit code of the first that fails. */
export function buildAll() {
  const status = build();
  return status === 0 && hasConsoleSources() ? buildConsole() : status;
}

/** Builds what is older than its sources. Ends the process when that fails: what is run next would be old. */
export function buildIfNeeded() {
  const isConsoleOld = hasConsoleSources() && !isConsoleBuilt();
  const isServiceOld = !isBuilt();
  if (!isServiceOld && !isConsoleOld) return;
  console.error('Building Atlas …');
  const status = (isServiceOld ? build() : 0) || (isConsoleOld ? buildConsole() : 0);
  if (status !== 0) process.exit(status);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const usage = [
    'Usage: npm run build [-- --if-needed | --production]',
    '',
    'Builds dist/ and console/dist/; with --if-needed only where its sources are newer, with --production without what production never runs.',
  ].join('\n');
  const flag = { type: 'boolean' };
  const { values } = readArguments(usage, { 'if-needed': flag, production: flag });
  if (values['if-needed']) buildIfNeeded();
  else process.exitCode = buildAll();
  if (values.production && !process.exitCode) leaveOut();
}
