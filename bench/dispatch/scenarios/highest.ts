import { cpus } from 'node:os';
import { type PaceRow, paceTable } from '../pace-table.js';
import type { Scenario } from '../scenario.js';
import { measureCase, stageAt } from './paced.js';

const LADDER = [20, 35, 50, 75, 100, 125, 150, 200, 250, 300];
/** Where so much of the processor is used, nothing else can be. */
const NEARLY_ALL = 0.9;
/** Percent of one core that others may use, and nobody need speak of it. */
const LITTLE = 20;

/** What the pace is limited by: the machine's cores, or the one that a program of one thread has. */
function limitOf({ pace: { cpu } }: PaceRow): string {
  const { leader = 0, simulator = 0, elsewhere = 0 } = cpu;
  const used = Object.values(cpu).reduce((sum, each) => sum + each, 0);
  if (leader >= NEARLY_ALL * 100) return 'the leader’s core';
  if (simulator >= NEARLY_ALL * 100) return 'the simulator’s core';
  if (used < NEARLY_ALL * 100 * cpus().length) return '';
  return elsewhere > LITTLE ? 'all cores, also by others' : 'all cores';
}

/** How far this machine goes. */
export const highest: Scenario = {
  name: 'highest',
  title: 'The highest rate',
  says: 'The limit is raised from the highest that has kept the bounds of the pace, to the first that does not; from 100/s on Twilio is asked to tell of the end of each call alone.',
  measure: async (bench) => {
    const known = Math.max(0, ...LADDER.filter((limit) => bench.held.get(limit)));
    const rows: PaceRow[] = [];
    let last = known;
    for (const rate of LADDER.filter((each) => each > known)) {
      const { row, breaches } = await measureCase(bench, { name: `${rate}/s`, stage: stageAt(rate) });
      const holds = breaches.length === 0;
      if (row) rows.push({ ...row, of: { holds: holds ? 'yes' : 'no' }, more: { 'used up': limitOf(row) } });
      if (!holds) break;
      last = rate;
    }
    bench.print(`  ${last}/s is the highest that holds`);
    return paceTable(rows, last === 0 ? ['not even the lowest limit holds'] : []);
  },
};
