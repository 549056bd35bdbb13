import { CommanderError, type Command } from 'commander';

/**
 * Runs a program that has commands of its own. It ends with 0 where help was asked for, with 2 where the arguments
 * cannot be read, and with 1, and why, where the command fails.
 */
export const runCommands = async (program: Command, explain: (error: unknown) => string[]): Promise<void> => {
  for (const each of [program, ...program.commands]) each.exitOverride().showHelpAfterError();
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    process.stderr.write(`${explain(error).join('\n')}\n`);
    process.exitCode = 1;
  }
};
