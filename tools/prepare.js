/**
 * Runs after `npm ci`: builds Atlas, so that the first start is a quick one.
 * It never fails an install: without the compiler or the sources there is nothing to do, and a broken build is
 * told again, with its errors, by the command that needs it.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, isBuilt, root } from './build.js';
import { buildClient, hasClientSources, isClientBuilt } from './build-client.js';
import { buildConsole, hasConsoleSources, isConsoleBuilt } from './build-console.js';

if (hasClientSources() && !isClientBuilt() && buildClient() !== 0) complain('The client');
if (existsSync(join(root, 'src', 'main.ts')) && hasCompiler() && !isBuilt() && build() !== 0)
  complain('Atlas');
if (hasConsoleSources() && !isConsoleBuilt() && buildConsole() !== 0) complain('The console');

function complain(what) {
  console.error(`${what} could not be built: see above. The install itself is complete.`);
}

function hasCompiler() {
  try {
    createRequire(import.meta.url).resolve('@nestjs/cli/bin/nest.js');
    return true;
  } catch {
    return false;
  }
}
