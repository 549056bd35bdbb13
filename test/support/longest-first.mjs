import TestSequencer from '@jest/test-sequencer';

/** The specs that take longest, by the beginnings of their names. */
const LONGEST = [
  'prove',
  'generate',
  'try-it-out',
  'dispatch.simulation',
  'simulator-restart',
  'people.e2e-spec',
  'reconciliation.e2e-spec',
  'database.module',
  'sign-in-page',
  'call-changes.repository',
  'programs',
  'shutdown',
];

const rankOf = ({ path }) => {
  const rank = LONGEST.findIndex((name) => path.includes(`/${name}.`));
  return rank < 0 ? LONGEST.length : rank;
};

/** A long spec that starts last leaves one core idle, and a fresh machine has no record of how long each takes. */
export default class LongestFirst extends TestSequencer {
  sort(tests) {
    return super.sort(tests).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
