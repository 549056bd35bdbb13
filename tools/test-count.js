/** Prints what failed in the last `npm test` and `npm run test:proofs`, and their count as one plain line: `12 passed, 0 failed`. */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments } from './arguments.js';
import { root } from './build.js';

export const RESULTS = {
  specs: join(root, 'coverage', 'results.json'),
  proofs: join(root, 'coverage', 'results-proofs.json'),
};

/** What stands for a run that has left no result. */
const NO_RESULT = {
  testResults: [],
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

/** So many lines of what a test says tell what is different. */
const TOLD_LINES = 24;

/** What each test said that failed, and each file that could not run: a long log is cut, its end is read. */
export function failedTests(runs) {
  const lineOf = (file, test, message) =>
    `FAILED ${relative(root, file)} › ${test}: ${message.split('\n', TOLD_LINES).join('\n  ')}`;
  return runs.flatMap(({ testResults }) =>
    testResults.flatMap(({ name, message, status, assertionResults }) => {
      const failed = assertionResults.filter((test) => test.status === 'failed');
      if (status === 'failed' && failed.length === 0)
        return [lineOf(name, 'the file itself', message.trim())];
      return failed.map((test) => lineOf(name, test.fullName, test.failureMessages.join('\n')));
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  readArguments('Usage: node tools/test-count.js\n\nPrints how many tests passed in the last runs.');
  const files = Object.values(RESULTS);
  const runs = files.map((file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : NO_RESULT));
  for (const line of failedTests(runs)) console.log(line);
  console.log(countLine(runs));
  process.exitCode = files.every((file) => existsSync(file)) ? 0 : 1;
}
