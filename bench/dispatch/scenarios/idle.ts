import { setTimeout as wait } from 'node:timers/promises';
import { totalOf } from '../load.js';
import { watchLoad } from '../measure.js';
import type { Scenario } from '../scenario.js';

const PROCESSES = 5;
const IN_EACH = 10;
const INSTANCES = PROCESSES * IN_EACH;
const MOST_A_SECOND = 50;
/** What an instance does when it starts is over then. */
const QUIET_MS = 5_000;
const TIMES_AS_LONG = 3;

/** What many instances cost that have nothing to do. */
export const idle: Scenario = {
  name: 'idle',
  title: '50 idle instances',
  says: `${INSTANCES} instances wait for calls, ${IN_EACH} in each of ${PROCESSES} processes, so that they start in reasonable time on two cores: each has its own connections, and looks for itself. Bound: together at most ${MOST_A_SECOND} commands a second, in the mean of three times the usual time.`,
  measure: ({ options, print, onStage }) =>
    onStage({ rate: 50, instances: PROCESSES, others: IN_EACH - 1 }, async (stage) => {
      await wait(QUIET_MS);
      const seconds = options.seconds * TIMES_AS_LONG;
      const { served, cpu } = await watchLoad(stage, seconds);
      const each = totalOf(served) / seconds;
      print(`  ${INSTANCES} instances: ${each.toFixed(1)} commands a second`);
      const kinds = Object.entries(served).filter(([name, count]) => count > 0 && name !== 'command');
      const instances = (cpu.leader ?? 0) + (cpu.others ?? 0);
      return {
        head: [
          'instances',
          'commands /s',
          ...kinds.map(([name]) => `${name} /s`),
          'instances %',
          'database %',
        ],
        rows: [
          [
            String(INSTANCES),
            each.toFixed(1),
            ...kinds.map(([, count]) => (count / seconds).toFixed(1)),
            instances.toFixed(0),
            (cpu.database ?? 0).toFixed(0),
          ],
        ],
        breaches:
          each > MOST_A_SECOND
            ? [`${INSTANCES} idle instances: ${each.toFixed(1)} commands a second, not ${MOST_A_SECOND}`]
            : [],
      };
    }),
};
