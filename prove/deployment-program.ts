import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { childEnvironment } from '../src/config/child-environment.js';

/** A compiled program of Atlas, and the settings and directory of the deployment. */
export interface DeploymentProgram {
  program: string;
  settings: Record<string, string>;
  directory: string;
}

/** What it prints. Throws an Error with what it says where it fails. */
export async function runProgram(
  { program, settings, directory }: DeploymentProgram,
  asked: string[],
  withinMs: number,
): Promise<string> {
  const options = { cwd: directory, env: childEnvironment(settings), timeout: withinMs };
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...asked], options);
  return stdout;
}
