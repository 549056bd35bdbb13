import type { Scenario } from '../scenario.js';
import { measureCases, stageAt } from './paced.js';

const RATE = 50;

/** The pace of less than three instances. */
export const few: Scenario = {
  name: 'few',
  title: 'One and two instances',
  says: 'The same as with three, at one limit.',
  measure: (bench) =>
    measureCases(
      bench,
      [1, 2].map((instances) => ({
        name: `${RATE}/s with ${instances} of them`,
        of: { instances: String(instances) },
        stage: { ...stageAt(RATE), instances },
      })),
    ),
};
