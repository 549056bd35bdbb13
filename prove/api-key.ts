import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { childEnvironment } from '../src/config/child-environment.js';

const LIMIT_MS = 60_000;

/** Whose key it is to be: the compiled program `keys`, and the settings and directory of the deployment. */
export interface KeyMaking {
  program: string;
  settings: Record<string, string>;
  directory: string;
}

/** A key of the deployment, made as its operator makes one. Throws an Error with what the program says. */
export async function makeKeyByProgram(
  { program, settings, directory }: KeyMaking,
  scopes: readonly string[],
): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, 'create', '--name', 'first', '--scopes', scopes.join()],
    { cwd: directory, env: childEnvironment(settings), timeout: LIMIT_MS },
  );
  return stdout.trim();
}
