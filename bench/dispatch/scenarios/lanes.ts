import { waitingCalls } from '../calls.js';
import { begin, watchPace } from '../measure.js';
import type { Scenario } from '../scenario.js';
import { measureCases, type PaceCase, stageAt } from './paced.js';

const USERS = 10_000;
const NEARLY_MS = 60_000;

/** The pace where every call is another user's. */
export const lanes: Scenario = {
  name: 'lanes',
  title: '10,000 lanes',
  says: '10,000 users have one call each: every other one is due, the rest become so within a minute.',
  measure: (bench) =>
    measureCases(
      bench,
      bench.options.rates.map((rate): PaceCase => ({
        name: `${rate}/s with 10,000 lanes`,
        stage: stageAt(rate),
        measure: async (stage, { seconds }) => {
          const dueAt = (i: number): Date => new Date(Date.now() + (i % 2) * (i / USERS) * NEARLY_MS);
          await begin(
            stage,
            waitingCalls(USERS, dueAt, (i) => `user-${i}`),
          );
          return { pace: await watchPace(stage, seconds) };
        },
      })),
    ),
};
