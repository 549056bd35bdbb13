import { readFile } from 'node:fs/promises';
import { freePort } from '../../src/common/process/free-port.js';
import { BARE, measureStart, type Start } from '../start/measure.js';
import { measureSizes } from '../start/sizes.js';
import { type Line, LINES } from './lines.js';
import { median } from './median.js';
import { PROGRAMS } from './peers.js';
import type { Round } from './rounds.js';
import { rowsOf } from './report.js';

/** The most that each may be: a ratio to the floor, or to a bare Nest application, in the same run. */
interface Budgets {
  /** Processor time of a request of each line, beside the floor's. */
  cpu: Record<string, number>;
  /** What it is to come to, by the kind of the line. */
  goals: Record<Line['kind'], number>;
  /** In production, on a database that runs. */
  start: number;
  /** As `npm start` does it, with a database and a simulated Twilio of its own. */
  'local start': number;
  memory: number;
  install: number;
  image: number;
}

export interface Checked {
  name: string;
  ratio: number;
  budget: number;
  /** What it is to come to, where that is less. */
  goal?: number;
}

const STARTS = 3;

const budgetsAt = async (root: string): Promise<Budgets> =>
  JSON.parse(await readFile(`${root}/bench/budgets.json`, 'utf8')) as Budgets;

const ratioOf = (atlas: Start[], bare: Start[], field: keyof Start): number =>
  median(atlas.map((start) => start[field])) / median(bare.map((start) => start[field]));

async function startsOf(
  directory: string,
  settings: Record<string, string>,
): Promise<Omit<Checked, 'budget'>[]> {
  const [atlas, local, bare]: [Start[], Start[], Start[]] = [[], [], []];
  const own = { ENVIRONMENT: 'development', SIMULATOR_PORT: String(await freePort()) };
  for (let n = 0; n < STARTS; n += 1) {
    bare.push(await measureStart(BARE, directory, {}));
    atlas.push(await measureStart(PROGRAMS.atlas, directory, settings));
    local.push(await measureStart(PROGRAMS.atlas, directory, own));
  }
  return [
    { name: 'start', ratio: ratioOf(atlas, bare, 'readyMs') },
    { name: 'local start', ratio: ratioOf(local, bare, 'readyMs') },
    { name: 'memory', ratio: ratioOf(atlas, bare, 'resident') },
  ];
}

/** All that has a budget, beside it. `settings` start an Atlas whose database runs. */
export async function checkAll(
  root: string,
  rounds: Round[],
  directory: string,
  settings: Record<string, string>,
): Promise<Checked[]> {
  const budgets = await budgetsAt(root);
  const goalOf = (name: string): number | undefined => {
    const line = LINES.find((each) => each.name === name);
    return line && budgets.goals[line.kind];
  };
  const { install, image, bare } = await measureSizes(root);
  const others = [
    ...(await startsOf(directory, settings)),
    { name: 'install', ratio: install / bare },
    { name: 'image', ratio: image / bare },
  ];
  return [
    ...rowsOf(rounds).map((row) => ({
      name: row.line,
      ratio: row.ratio('floor', 'cpu'),
      budget: budgets.cpu[row.line] ?? NaN,
      goal: goalOf(row.line),
    })),
    ...others.map((each) => ({
      ...each,
      budget: budgets[each.name as Exclude<keyof Budgets, 'cpu' | 'goals'>],
    })),
  ];
}

/** What nobody measured, or has no budget, is broken. */
export const isKept = ({ ratio, budget }: Checked): boolean => ratio <= budget;

const toldGoal = ({ ratio, goal }: Checked): string => {
  if (goal === undefined) return '';
  return ratio <= goal ? `, and of the goal, ${goal}` : `; the goal is ${goal}`;
};

export const linesOf = (checked: Checked[]): string[] => {
  const broken = checked.filter((each) => !isKept(each));
  const told = checked.map(
    (each) =>
      `${isKept(each) ? 'kept  ' : 'BROKEN'} ${each.name.padEnd(30)} ${each.ratio.toFixed(2)} of at most ${each.budget}${toldGoal(each)}`,
  );
  const names = broken.map(({ name }) => name).join(', ');
  return [
    ...told,
    broken.length === 0
      ? `bench: PASS budgets=${checked.length}`
      : `bench: FAIL broken=${broken.length} of ${checked.length}: ${names}`,
  ];
};
