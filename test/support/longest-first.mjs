import TestSequencer from '@jest/test-sequencer';

/** The specs that take longest, by the beginnings of their names. */
const LONGEST = [
  'prove',
  'try-it-out',
  'dispatch.simulation',
  'console',
  'simulator-restart',
  'console-operation',
  'people.e2e-spec',
  'reconciliation.e2e-spec',
  'database.module',
  'sign-in-page',
  'call-changes.repository',
  'programs',
  'shutdown',
];

/** Compilers, busy with all processors: beside proofs, which mostly wait, they would make those slow and be slow themselves. */
const LAST = 'generate';

const rankOf = ({ path }) => {
  if (path.includes(`/${LAST}.`)) return LONGEST.length + 1;
  const rank = LONGEST.findIndex((name) => path.includes(`/${name}.`));
  return rank < 0 ? LONGEST.length : rank;
};

/** A long spec that starts last leaves one core idle, and a fresh machine has no record of how long each takes. */
export default class LongestFirst extends TestSequencer {
  sort(tests) {
    return super.sort(tests).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
