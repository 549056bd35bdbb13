import { now } from '../arrivals.js';
import { waitingCalls } from '../calls.js';
import { begin, examine, type Pace, watchPace } from '../measure.js';
import { examinedByOne, kindLines } from '../load.js';
import { MOST_OPERATIONS, operationsBreach } from '../pace-table.js';
import type { Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';
import { measureCases, type PaceCase, stageAt } from './paced.js';

const DAY_MS = 24 * 3_600_000;
const FEW = 3;
/** A turn of each, while another user has the rest of them, and what a lane takes to be found. */
const HELD_UP_MS = 2_000;

/** Milliseconds until the last of another user's few calls arrives. */
async function passing(stage: Stage, watch: () => Promise<Pace>): Promise<{ pace: Pace; lastMs: number }> {
  const few = waitingCalls(
    FEW,
    () => new Date(),
    () => 'one-with-few',
  );
  await stage.store(few);
  const from = now();
  const pace = await watch();
  const { arrivals } = await stage.twilio();
  const ids = new Set(few.map(({ id }) => id));
  const times = arrivals.filter(({ callId }) => ids.has(callId)).map(({ at }) => at - from);
  return { pace, lastMs: times.length < FEW ? Infinity : Math.max(...times) };
}

/** The pace with a queue that is as full as it may become. */
export const full: Scenario = {
  name: 'full',
  title: 'A full queue',
  says: `100,000 calls are scheduled ahead, and 10,000 of one user are due. Bounds: at most ${MOST_OPERATIONS} operations and ${MOST_OPERATIONS} documents examined for each call, and three calls of another user arrive within two seconds. What is examined is read after the pace: to explain commands takes the server long.`,
  measure: (bench) =>
    measureCases(
      bench,
      bench.options.rates.map((rate): PaceCase => ({
        name: `${rate}/s with a full queue`,
        stage: { ...stageAt(rate), isMetered: true },
        measure: async (stage, { seconds, ahead, due }) => {
          await stage.store(waitingCalls(ahead, (i) => new Date(Date.now() + DAY_MS + i)));
          await begin(
            stage,
            waitingCalls(
              due,
              () => new Date(),
              () => 'one-with-many',
            ),
          );
          const { pace, lastMs } = await passing(stage, () => watchPace(stage, seconds));
          const metered = await examine(stage, seconds);
          const examined = pace.operations * examinedByOne(metered);
          for (const line of kindLines(metered, pace.operations)) bench.print(line);
          const name = `${rate}/s with a full queue`;
          return {
            pace,
            more: { 'three calls ms': lastMs.toFixed(0), 'examined / call': examined.toFixed(1) },
            breaches: [
              ...operationsBreach(name, 'operations a call', pace.operations),
              ...operationsBreach(name, 'documents examined a call', examined),
              ...(lastMs > HELD_UP_MS
                ? [`${name}: three calls of another user took ${lastMs.toFixed(0)} ms`]
                : []),
            ],
          };
        },
      })),
    ),
};
