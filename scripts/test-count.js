/** Prints Jest's count of the last `npm test` as one plain line: `12 passed, 0 failed, 1 skipped`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './build.js';

export const RESULTS = join(root, 'coverage', 'results.json');

/** A spec file that could not run at all counts as one failure: none of its tests is in the numbers. */
export function countLine(results) {
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  const skipped = results.numPendingTests + results.numTodoTests;
  return `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (existsSync(RESULTS)) {
    console.log(countLine(JSON.parse(readFileSync(RESULTS, 'utf8'))));
  } else {
    console.log('0 passed, 1 failed');
    process.exitCode = 1;
  }
}
