/** Takes out of an installed node_modules/ what the production image does without; its usage, below, tells the rest. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { readArguments } from './arguments.js';
import { isLeftOutOfPackages } from './left-out.js';

/** The files below a directory. Links lead to what is counted elsewhere. */
const filesBelow = (directory) =>
  readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });

const usage = [
  'Usage: node tools/prune-packages.js FOLDER',
  '',
  'Removes from FOLDER, a node_modules, what Node never loads: types, source maps, documentation. It cannot be built with afterwards.',
].join('\n');
const { positionals } = readArguments(usage, {}, true);
const [folder] = positionals;
if (!folder) {
  console.error(usage);
  process.exit(2);
}
let bytes = 0;
for (const path of filesBelow(folder)) {
  if (!isLeftOutOfPackages(path.replaceAll(sep, '/'))) continue;
  bytes += statSync(path).size;
  rmSync(path);
}
console.log(`${(bytes / 1_000_000).toFixed(0)} MB of ${folder} are not needed at run time, and are gone.`);
