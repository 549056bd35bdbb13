/** Builds what is missing, then runs a built program in this same process: `node tools/run.js main.js [arguments]`. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfNeeded, root } from './build.js';

const [program, ...rest] = process.argv.slice(2);
if (!program) {
  console.error('Usage: node tools/run.js <program in dist> [arguments]');
  process.exit(2);
}
buildIfNeeded();
const path = join(root, 'dist', program);
process.argv = [process.argv[0], path, ...rest];
await import(pathToFileURL(path).href);
