/** The shapes of the API as types, for console/ and packages/client/. They are made, and not kept: openapi.json is. */
import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isNewerThan } from './newer.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** openapi-typescript asks for the compiler that console/ has. */
const require = createRequire(join(root, 'console', 'package.json'));
const DOCUMENT = join(root, 'openapi.json');
const MADE = join(root, 'packages', 'client', 'src', 'schema.d.ts');
const COPY = join(root, 'console', 'src', 'api', 'schema.d.ts');

/** Whether an installed package of console/ is there. */
export function hasPackage(name) {
  try {
    require.resolve(`${name}/package.json`);
    return true;
  } catch {
    return false;
  }
}

/** The file of an installed package of console/. */
export const binary = (name, file) => join(dirname(require.resolve(`${name}/package.json`)), file);

/** Makes them where they are older than openapi.json; answers an exit code. */
export function makeApiTypes() {
  if ([MADE, COPY].every((file) => isNewerThan(file, [DOCUMENT]))) return 0;
  const program = binary('openapi-typescript', 'bin/cli.js');
  // A field with a default may be left out of what is asked.
  const args = [program, DOCUMENT, '--default-non-nullable=false', '-o', MADE];
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status === 0) copyFileSync(MADE, COPY);
  return status ?? 1;
}
