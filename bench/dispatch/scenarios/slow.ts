import { measurePace } from '../measure.js';
import { LEAD_MS } from '../../../src/dispatch/lead.js';
import type { Scenario } from '../scenario.js';
import { measureCases, type PaceCase, stageAt } from './paced.js';

const ANSWERS = [
  { name: '300 ms ± 200', ms: 300, spread: 200 },
  { name: '3 s', ms: 3_000, spread: 0 },
];
const MOST_READY_MS = LEAD_MS.least * 1.2;

/** The pace where Twilio is slow to answer. */
export const slow: Scenario = {
  name: 'slow',
  title: 'A slow Twilio',
  says: `Twilio takes 300 ms ± 200, and then 3 s, to answer each request to dial. Bound: in the median a call is not ready to be written for longer than ${MOST_READY_MS} ms, the least lead of ${LEAD_MS.least} ms and a little, before it is.`,
  measure: (bench) =>
    measureCases(
      bench,
      ANSWERS.flatMap((answers) =>
        bench.options.rates.map((rate): PaceCase => {
          const name = `${rate}/s with answers in ${answers.name}`;
          return {
            name,
            of: { 'answers in': answers.name },
            stage: { ...stageAt(rate), answers },
            measure: async (stage, { seconds }) => {
              const pace = await measurePace(stage, seconds);
              const { p50, p99 } = pace.readyMs;
              return {
                pace,
                more: { 'ready p50 ms': p50.toFixed(0), 'ready p99 ms': p99.toFixed(0) },
                breaches: p50 > MOST_READY_MS ? [`${name}: ready ${p50.toFixed(0)} ms before`] : [],
              };
            },
          };
        }),
      ),
    ),
};
