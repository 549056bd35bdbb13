/** `npm run mutation -- ROOM`: plants small faults in a room and counts those that its own unit specs see. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments } from './arguments.js';
import { root } from './build.js';

/** The least share of the planted faults, in percent, that have to be seen. */
const LEAST = 80;
/** No behaviour of their own, or one that only a real server shows. */
const NOT_MUTATED = ['*.spec.ts', '*.module.ts', '*.schema.ts', '*.mongo.repository.ts', 'testing/**'];
/** Left out of the copy that is worked on. */
const NOT_COPIED = ['/dist*', '/.atlas', '/bench', '/coverage', '/docs', '/fuzz', '/prove'];
/** What a spec that opens a database imports: it would take a server for each fault. */
const OPENS_DATABASE = /\/support\/(?:mongo|start-app|two-instances)[.]js'/;

const USAGE = `Usage: npm run mutation -- ROOM [--concurrency N]

Plants small faults in src/ROOM (calls/news, idempotency, …) one by one, and runs the room's unit specs on each; those that
open a database are left out. Prints the faults that no spec sees; fails where more than ${100 - LEAST} % are not seen. What is known
of unchanged files is kept in coverage/mutation/.
--concurrency N  processes at a time (2)`;

/** The room's specs that need no server, as paths in the tree. */
export function unitSpecs(room, directory = root) {
  return readdirSync(join(directory, 'src', room), { recursive: true })
    .filter((name) => name.endsWith('.spec.ts'))
    .map((name) => ['src', room, name].join('/'))
    .filter((path) => !OPENS_DATABASE.test(readFileSync(join(directory, path), 'utf8')))
    .toSorted();
}

/** What is mutated: all of the room but what has no behaviour of its own. */
export function mutated(room) {
  return [`src/${room}/**/*.ts`, ...NOT_MUTATED.map((pattern) => `!src/${room}/**/${pattern}`)];
}

/** What differs from Jest's settings for `npm test`: these specs alone, and no database. */
function jestConfig(room) {
  const testRegex = unitSpecs(room).map((path) => `/${path.replaceAll('.', '[.]')}$`);
  return { roots: ['<rootDir>/src'], testRegex, globalSetup: null, globalTeardown: null };
}

async function run(room, concurrency) {
  const { Stryker } = await import('@stryker-mutator/core');
  const stryker = new Stryker({
    mutate: mutated(room),
    ignorePatterns: NOT_COPIED,
    testRunner: 'jest',
    testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    jest: { projectType: 'custom', config: jestConfig(room), enableFindRelatedTests: true },
    coverageAnalysis: 'perTest',
    ignoreStatic: true,
    incremental: true,
    incrementalFile: `coverage/mutation/${room.replaceAll('/', '-')}.json`,
    tempDirName: 'coverage/mutation/.work',
    concurrency,
    // A busy machine is no endless loop.
    timeoutMS: 20_000,
    timeoutFactor: 4,
    // Jest's modules are never freed, which makes a process slower and slower.
    maxTestRunnerReuse: 40,
    thresholds: { high: 90, low: LEAST, break: LEAST },
    reporters: ['clear-text', 'progress-append-only'],
    clearTextReporter: { allowColor: false, logTests: false, allowEmojis: false },
    allowConsoleColors: false,
  });
  await stryker.runMutationTest();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = readArguments(USAGE, { concurrency: { type: 'string' } }, true);
  const [room, ...others] = positionals;
  const isRoom = room && statSync(join(root, 'src', room), { throwIfNoEntry: false })?.isDirectory();
  if (isRoom && others.length === 0) await run(room, Number(values.concurrency ?? 2));
  else {
    console.error(`${room ? `There is no room src/${positionals.join(' ')}` : 'Which room?'}\n\n${USAGE}`);
    process.exitCode = 2;
  }
}
