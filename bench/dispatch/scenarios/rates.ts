import { measureLateness, measurePace } from '../measure.js';
import { costBreach, MOST_COST, paceBreaches } from '../pace-table.js';
import type { Scenario } from '../scenario.js';
import { measureCases, type PaceCase, stageAt } from './paced.js';

/** The pace itself. */
export const rates: Scenario = {
  name: 'rates',
  title: 'Three instances',
  says: `Twenty users have more calls due than the limit lets through. Bound: at most ${MOST_COST} operations for each call. Before that, calls are scheduled at 0.6 of the limit: how late they arrive.`,
  measure: (bench) =>
    measureCases(
      bench,
      bench.options.rates.map((rate): PaceCase => ({
        name: `${rate}/s`,
        stage: stageAt(rate),
        measure: async (stage, { seconds }) => {
          const late = await measureLateness(stage, seconds);
          const pace = await measurePace(stage, seconds);
          bench.held.set(rate, paceBreaches('', rate, pace).length === 0);
          return {
            pace,
            more: { 'late p50 ms': late.p50.toFixed(0), 'late p99 ms': late.p99.toFixed(0) },
            breaches: costBreach(`${rate}/s`, 'operations a call', pace.operations),
          };
        },
      })),
    ),
};
