/** Builds dist/ with the Nest CLI; its usage, below, tells the rest. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments } from './arguments.js';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const INPUTS = ['src', 'nest-cli.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];

/** Whether dist/ holds a finished build that is newer than everything in `directory` that it is made from. */
export function isBuilt(directory = root) {
  const stamp = join(directory, 'dist', '.built');
  if (!existsSync(stamp)) return false;
  const builtAt = statSync(stamp).mtimeMs;
  return INPUTS.every((input) => newestChange(join(directory, input)) <= builtAt);
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

/** Ends the process when a needed build fails: what is run next would be old. */
export function buildIfNeeded() {
  if (isBuilt()) return;
  console.error('Building Atlas …');
  const status = build();
  if (status !== 0) process.exit(status);
}

function newestChange(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return path.endsWith('.spec.ts') ? 0 : stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const usage = [
    'Usage: npm run build [-- --if-needed | --production]',
    '',
    'Builds dist/; with --if-needed only where its sources are newer, with --production without what production never runs.',
  ].join('\n');
  const flag = { type: 'boolean' };
  const { values } = readArguments(usage, { 'if-needed': flag, production: flag });
  if (values['if-needed']) buildIfNeeded();
  else process.exitCode = build();
  if (values.production && !process.exitCode) leaveOut();
}
