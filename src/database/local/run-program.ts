import { execFile } from 'node:child_process';
import { programEnvironment } from '../../config/program-environment.js';

/**
 * Runs a program to its end and gives what it printed. Errors: it is missing, fails or takes longer than
 * `timeoutMs`; the message has the last line that it wrote.
 */
export function runProgram(
  program: string,
  args: string[],
  timeoutMs: number,
  env: NodeJS.ProcessEnv = programEnvironment(),
): Promise<string> {
  const options = { timeout: timeoutMs, maxBuffer: 16 * 1024 * 1024, env };
  return new Promise((resolve, reject) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout);
      const said = `${stdout}\n${stderr}`.trim().split('\n').at(-1);
      const why = error.killed ? `took longer than ${timeoutMs / 1000} s` : said || error.message;
      reject(new Error(why, { cause: error }));
    });
  });
}
