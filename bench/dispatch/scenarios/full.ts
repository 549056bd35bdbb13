import { now } from '../arrivals.js';
import { waitingCalls } from '../calls.js';
import { begin, examine, type Pace, watchPace } from '../measure.js';
import { examinedByOne, kindLines } from '../load.js';
import { costBreach, MOST_COST } from '../pace-table.js';
import type { Bench, Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';
import { measureCases, type PaceCase, type PaceMeasured, stageAt } from './paced.js';

const DAY_MS = 24 * 3_600_000;
const FEW = 3;
/** A turn of each, while another user has the rest of them, and what a lane takes to be found. */
const HELD_UP_MS = 2_000;

const soon = (): Date => new Date();

/** The pace, and milliseconds until the last of another user's few calls arrives. */
async function passing(stage: Stage, seconds: number): Promise<{ pace: Pace; lastMs: number }> {
  const few = waitingCalls(FEW, soon, () => 'one-with-few');
  await stage.store(few);
  const from = now();
  const pace = await watchPace(stage, seconds);
  const { arrivals } = await stage.twilio();
  const ids = new Set(few.map(({ id }) => id));
  const times = arrivals.filter(({ callId }) => ids.has(callId)).map(({ at }) => at - from);
  return { pace, lastMs: times.length < FEW ? Infinity : Math.max(...times) };
}

async function measureFull(bench: Bench, stage: Stage, name: string): Promise<PaceMeasured> {
  const { seconds, ahead, due } = bench.options;
  await stage.store(waitingCalls(ahead, (i) => new Date(Date.now() + DAY_MS + i)));
  await begin(
    stage,
    waitingCalls(due, soon, () => 'one-with-many'),
  );
  const { pace, lastMs } = await passing(stage, seconds);
  const metered = await examine(stage, seconds);
  const examined = pace.operations * examinedByOne(metered);
  for (const line of kindLines(metered, pace.operations)) bench.print(line);
  return {
    pace,
    more: { 'three calls ms': lastMs.toFixed(0), 'examined / call': examined.toFixed(1) },
    breaches: [
      ...costBreach(name, 'operations a call', pace.operations),
      ...costBreach(name, 'documents examined a call', examined),
      ...(lastMs > HELD_UP_MS ? [`${name}: three calls of another user took ${lastMs.toFixed(0)} ms`] : []),
    ],
  };
}

/** The pace with a queue that is as full as it may become. */
export const full: Scenario = {
  name: 'full',
  title: 'A full queue',
  says: `100,000 calls are scheduled ahead, and 10,000 of one user are due. Bounds: at most ${MOST_COST} operations and ${MOST_COST} documents examined for each call, and three calls of another user arrive within two seconds. What is examined is read after the pace, when each kind of command is explained now and then, which takes the server long.`,
  measure: (bench) =>
    measureCases(
      bench,
      bench.options.rates.map((rate): PaceCase => {
        const name = `${rate}/s with a full queue`;
        const stage = { ...stageAt(rate), isMetered: true };
        return { name, stage, measure: (opened) => measureFull(bench, opened, name) };
      }),
    ),
};
