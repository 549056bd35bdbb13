/**
 * `npm test`: builds what is missing, runs every spec but the proofs.
 * `npm run test:proofs`: the proofs in test/proofs, which take minutes: whole deployments that are killed.
 * `npm run coverage`: the same as `npm test`, in twice its time; prints what the specs cover, and fails below 90 % of lines.
 * With arguments (`npm test -- src/users`) they go to Jest as they are.
 * Jest's own results are left in coverage/, where test-count.js reads them.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfNeeded, root } from './build.js';
import { RESULTS } from './test-count.js';

const PROOFS = '/test/proofs/';
/** Specs wait more than they compute, and so do proofs but for the first, which are several processes by themselves, and the last. */
const AT_ONCE = '--maxWorkers=3';
const SPECS = [AT_ONCE, `--testPathIgnorePatterns=${PROOFS}`];
const RUNS = {
  specs: SPECS,
  coverage: [...SPECS, '--coverage', '--config=test/support/coverage.config.mjs'],
  proofs: [AT_ONCE, PROOFS],
};

/** A folder in memory where the machine has one with room: the databases of the specs would wait for a disk most of their time. */
function temporaryFolder() {
  const memory = '/dev/shm';
  const hasRoom = existsSync(memory) && statfsSync(memory).bavail * statfsSync(memory).bsize > 4 * 2 ** 30;
  return mkdtempSync(join(hasRoom ? memory : tmpdir(), 'atlas-tests-'));
}

buildIfNeeded();
const [first, ...others] = process.argv.slice(2);
const named = ['coverage', 'proofs'].find((run) => first === `--${run}`);
const name = named ?? 'specs';
const chosen = named ? others : process.argv.slice(2);
const results = name === 'proofs' ? RESULTS.proofs : RESULTS.specs;
rmSync(results, { force: true });
mkdirSync(join(root, 'coverage'), { recursive: true });
const temporary = temporaryFolder();
// Ctrl-C ends Jest too: what is in memory is still to be taken away after it.
process.on('SIGINT', () => undefined);
const { status } = spawnSync(
  process.execPath,
  [
    // Jest's own way of loading ES modules, which only `npm run coverage` needs.
    ...(name === 'coverage' ? ['--experimental-vm-modules'] : []),
    '--disable-warning=ExperimentalWarning',
    join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
    // A worker that has grown is replaced by one that has everything still to load.
    `--workerIdleMemoryLimit=${name === 'coverage' ? '500MB' : '1500MB'}`,
    ...(chosen.length > 0 ? chosen : [...RUNS[name], '--json', `--outputFile=${results}`]),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, TMPDIR: temporary } },
);
rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
process.exitCode = status ?? 1;
