import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { childEnvironment } from '../src/config/child-environment.js';

const KEYS = fileURLToPath(new URL('../src/keys.js', import.meta.url));
/** What the clients of the proof do: place calls and end them, read them, pause and resume. */
const SCOPES = 'calls:write,calls:read,dispatch:write';

/** A key of this deployment, made as its operator makes one. Throws an Error with what the program says. */
export async function makeKey(settings: Record<string, string>, directory: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [KEYS, 'create', '--name', 'prove', '--scopes', SCOPES],
    { cwd: directory, env: childEnvironment(settings) },
  );
  return stdout.trim();
}
