/** `npm run mutation -- ROOM`: plants small faults in a room and counts those that its own unit specs see. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments } from './arguments.js';
import { root } from './build.js';

/** The least share of the planted faults, in percent, that have to be seen. */
const LEAST = 80;
/**
 * No behaviour of their own, or one that only a real server shows: what a change does that is written in MongoDB's
 * words (`*-update.ts`) is seen where MongoDB carries it out, in the specs of the repository that sends it.
 */
const NOT_MUTATED = [
  ...['*.spec.ts', '*.module.ts', '*.schema.ts', 'testing/**'],
  ...['*.mongo.repository.ts', '*-update.ts'],
];
/** Left out of the copy that is worked on. */
const NOT_COPIED = ['/dist*', '/.atlas', '/bench', '/coverage', '/docs', '/fuzz', '/prove'];
/** What a spec imports that opens a database or starts programs: it would take a server for each fault, or see none. */
const IS_NO_UNIT =
  /'(?:node:child_process|.*\/support\/(?:mongo|start-app|two-instances|program|processes)[.]js)'/;

const USAGE = `Usage: npm run mutation -- ROOM [--concurrency N]

Plants small faults in src/ROOM (calls/news, idempotency, …) one by one, and runs the room's unit specs on each; those that
open a database or start programs are left out. Prints the faults that no spec sees; fails where more than ${100 - LEAST} % are not seen. What is known
of unchanged files is kept in coverage/mutation/.
--concurrency N  processes at a time (2)`;

/** The room's specs that need no server, as paths in the tree. */
export function unitSpecs(room, directory = root) {
  return readdirSync(join(directory, 'src', room), { recursive: true })
    .filter((name) => name.endsWith('.spec.ts'))
    .map((name) => ['src', room, name].join('/'))
    .filter((path) => !IS_NO_UNIT.test(readFileSync(join(directory, path), 'utf8')))
    .toSorted();
}

/** What is mutated: all of the room but what has no behaviour of its own. */
export function mutated(room) {
  return [`src/${room}/**/*.ts`, ...NOT_MUTATED.map((pattern) => `!src/${room}/**/${pattern}`)];
}

async function run(room, concurrency) {
  const { Stryker } = await import('@stryker-mutator/core');
  const stryker = new Stryker({
    mutate: mutated(room),
    ignorePatterns: NOT_COPIED,
    plugins: [join(root, 'tools', 'mutation', 'test-runner.js')],
    testRunner: 'atlas',
    testFiles: unitSpecs(room),
    coverageAnalysis: 'perTest',
    ignoreStatic: true,
    incremental: true,
    incrementalFile: `coverage/mutation/${room.replaceAll('/', '-')}.json`,
    tempDirName: 'coverage/mutation/.work',
    concurrency,
    // A busy machine is no endless loop.
    timeoutMS: 5_000,
    timeoutFactor: 2,
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
