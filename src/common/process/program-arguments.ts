import { parseArgs, type ParseArgsConfig } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;
type Arguments<T extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T; allowPositionals: boolean }>
>;

/** Bad arguments: the message names them and says why. */
export class UsageError extends Error {}

/** The options among a program's arguments, and the others where it takes any. Throws UsageError. */
export function parseArguments<T extends Options>(
  args: string[],
  options: T,
  allowPositionals = false,
): Arguments<T> {
  try {
    return parseArgs({ args, options, allowPositionals });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/**
 * Runs a program with what `read` makes of its arguments. `--help` prints the usage, and ends with 0; arguments that
 * cannot be read are named above it, and end with 2; else the program ends with what `run` answers.
 */
export async function runWithArguments<T>(
  usage: string,
  read: (args: string[]) => T,
  run: (options: T) => Promise<number>,
): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  try {
    process.exitCode = await run(read(args));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n\n${usage}\n`);
    process.exitCode = 2;
  }
}
