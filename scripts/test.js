/**
 * `npm test`: builds what is missing, runs every spec with coverage and prints it.
 * With arguments (`npm test -- src/users`) they go to Jest as they are, without coverage.
 * Jest's own result is left in coverage/results.json.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfNeeded, root } from './build.js';
import { RESULTS } from './test-count.js';

const EVERYTHING = [
  '--coverage',
  '--coverageThreshold={"global":{"lines":90}}',
  '--json',
  `--outputFile=${RESULTS}`,
];

buildIfNeeded();
const chosen = process.argv.slice(2);
rmSync(RESULTS, { force: true });
mkdirSync(join(root, 'coverage'), { recursive: true });
const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
    '--maxWorkers=2',
    // Jest's modules are not given back by the collector: a worker that has grown is replaced.
    '--workerIdleMemoryLimit=1GB',
    ...(chosen.length > 0 ? chosen : EVERYTHING),
  ],
  { cwd: root, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
