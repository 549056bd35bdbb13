import { setTimeout as wait } from 'node:timers/promises';
import { COUNTED } from '../command-meter.js';
import { addUp, totalOf } from '../load.js';
import { watchLoad } from '../measure.js';
import type { Bench, Measured, Scenario } from '../scenario.js';
import type { Stage } from '../stage.js';

const RATE = 50;
const PROCESSES = 5;
const IN_EACH = 10;
const INSTANCES = PROCESSES * IN_EACH;
const MOST_A_SECOND = 50;
/** What an instance does when it starts is over then. */
const QUIET_MS = 5_000;
const TIMES_AS_LONG = 3;

/** Says what one instance of each process, none of which leads as a rule, asks the database for. */
async function printKinds(stage: Stage, seconds: number, print: Bench['print']): Promise<void> {
  const told = await stage.told('off');
  for (const { kind, commands } of addUp(told.flatMap(({ metered }) => metered)))
    print(`    ${kind}: ${(commands / told.length / seconds).toFixed(3)} a second of each`);
}

async function measureIdle({ options, print }: Bench, stage: Stage): Promise<Measured> {
  await wait(QUIET_MS);
  const seconds = options.seconds * TIMES_AS_LONG;
  await stage.told('on');
  const { served, cpu } = await watchLoad(stage, seconds);
  await printKinds(stage, seconds, print);
  const all = totalOf(served) / seconds;
  const kinds = Object.entries(served).filter(([name, count]) => COUNTED.has(name) && count > 0);
  const cells = {
    instances: String(INSTANCES),
    'commands /s': all.toFixed(1),
    ...Object.fromEntries(kinds.map(([name, count]) => [`${name} /s`, (count / seconds).toFixed(1)])),
    'instances %': ((cpu.leader ?? 0) + (cpu.others ?? 0)).toFixed(0),
    'database %': (cpu.database ?? 0).toFixed(0),
  };
  const breach = `${INSTANCES} idle instances: ${all.toFixed(1)} commands a second, not ${MOST_A_SECOND}`;
  return {
    head: Object.keys(cells),
    rows: [Object.values(cells)],
    breaches: all > MOST_A_SECOND ? [breach] : [],
  };
}

/** What many instances cost that have nothing to do. */
export const idle: Scenario = {
  name: 'idle',
  title: '50 idle instances',
  says: `${INSTANCES} instances wait for calls, ${IN_EACH} in each of ${PROCESSES} processes, so that they start in reasonable time on two cores: each has its own connections, and looks for itself. Bound: together at most ${MOST_A_SECOND} commands a second, in the mean of three times the usual time.`,
  measure: (bench) =>
    bench.onStage({ rate: RATE, instances: PROCESSES, others: IN_EACH - 1, isMetered: true }, (stage) =>
      measureIdle(bench, stage),
    ),
};
