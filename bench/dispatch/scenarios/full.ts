import { now } from '../arrivals.js';
import { waitingCalls } from '../calls.js';
import { begin, type Pace, watchPace } from '../measure.js';
import { addUp } from '../load.js';
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

/** What the commands of one kind cost a call. */
interface KindCost {
  kind: string;
  operations: number;
  examined: number;
  /** That one of them takes. */
  ms: number;
}

/** What each kind of command costs a call that has so many operations. */
async function costOf(stage: Stage, operations: number): Promise<KindCost[]> {
  const told = await stage.told('off');
  const metered = addUp(told.flatMap((each) => each.metered));
  const all = metered.reduce((sum, { commands }) => sum + commands, 0);
  const costs: KindCost[] = [];
  for (const { kind, commands, ms, queries, query } of metered) {
    const share = operations / all;
    const documents = query ? await stage.examinedBy(query) : 0;
    costs.push({
      kind,
      operations: commands * share,
      examined: queries * documents * share,
      ms: ms / commands,
    });
  }
  return costs;
}

async function measureFull(bench: Bench, stage: Stage, name: string): Promise<PaceMeasured> {
  const { seconds, ahead, due } = bench.options;
  await stage.store(waitingCalls(ahead, (i) => new Date(Date.now() + DAY_MS + i)));
  await begin(
    stage,
    waitingCalls(due, soon, () => 'one-with-many'),
  );
  await stage.told('on');
  const { pace, lastMs } = await passing(stage, seconds);
  const kinds = await costOf(stage, pace.operations);
  const examined = kinds.reduce((sum, each) => sum + each.examined, 0);
  for (const { kind, operations, ms, examined: documents } of kinds)
    bench.print(
      `    ${kind}: ${operations.toFixed(2)} a call, ${ms.toFixed(0)} ms each, ${documents.toFixed(2)} documents a call`,
    );
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
  says: `100,000 calls are scheduled ahead, and 10,000 of one user are due. Bounds: at most ${MOST_COST} operations and ${MOST_COST} documents examined for each call, and three calls of another user arrive within two seconds. What is examined is read after the pace: the server explains one command of each kind.`,
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
