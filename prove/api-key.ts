import { type DeploymentProgram, runProgram } from './deployment-program.js';

const LIMIT_MS = 60_000;

/** A key of the deployment, made as its operator makes one. Throws an Error with what the program says. */
export async function makeKeyByProgram(keys: DeploymentProgram, scopes: readonly string[]): Promise<string> {
  const asked = ['create', '--name', 'first', '--scopes', scopes.join()];
  return (await runProgram(keys, asked, LIMIT_MS)).trim();
}
