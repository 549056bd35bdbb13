/** The arguments of the programs in tools/ and bench/ that are not built. */
import { parseArgs } from 'node:util';

/**
 * The values of the options, and the other arguments where there may be any. `--help` prints the usage and ends with
 * 0; an argument that is not known is named above it, and ends with 2.
 */
export function readArguments(usage, options = {}, allowPositionals = false) {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    console.log(usage);
    process.exit(0);
  }
  try {
    return parseArgs({ args, options, allowPositionals });
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
}
