/** Prints Jest's count of the last `npm test` and `npm run test:proofs` as one plain line: `12 passed, 0 failed`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments } from './arguments.js';
import { root } from './build.js';

export const RESULTS = {
  specs: join(root, 'coverage', 'results.json'),
  proofs: join(root, 'coverage', 'results-proofs.json'),
};

/** What stands for a run that has left no result. */
const NO_RESULT = {
  numPassedTests: 0,
  numFailedTests: 1,
  numRuntimeErrorTestSuites: 0,
  numPendingTests: 0,
  numTodoTests: 0,
};

/** A spec file that could not run at all counts as one failure: none of its tests is in the numbers. */
export function countLine(runs) {
  const sum = (...fields) =>
    runs.flatMap((run) => fields.map((field) => run[field])).reduce((a, b) => a + b, 0);
  const skipped = sum('numPendingTests', 'numTodoTests');
  const failed = sum('numFailedTests', 'numRuntimeErrorTestSuites');
  return `${sum('numPassedTests')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  readArguments('Usage: node tools/test-count.js\n\nPrints how many tests passed in the last runs.');
  const files = Object.values(RESULTS);
  console.log(
    countLine(files.map((file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : NO_RESULT))),
  );
  process.exitCode = files.every((file) => existsSync(file)) ? 0 : 1;
}
