import { parseArguments, UsageError } from '../../src/common/process/program-arguments.js';
import { SCENARIOS } from './scenarios/all.js';

export interface BenchOptions {
  /** The scenarios that are measured, by name. */
  only: string[];
  /** The account's limits that are measured, in calls a second. */
  rates: number[];
  /** How long each measurement is. */
  seconds: number;
  /** With a full queue: calls that are scheduled far ahead, and calls of one user that are due. */
  ahead: number;
  due: number;
  /** Where the database has its data; a temporary folder when left out. */
  data?: string;
  /** A file that the tables are written to, as Markdown. */
  out?: string;
}

const NAMES = SCENARIOS.map(({ name }) => name);

export const USAGE = [
  'Usage: npm run bench:dispatch -- [--only NAMES] [--rates LIST] [--seconds S] [--ahead N] [--due N] [--data DIR] [--out FILE]',
  '',
  ...SCENARIOS.map(({ name, title }) => `  ${name.padEnd(15)}${title}`),
  '',
  '  --only NAMES   measures only these (all of them)',
  '  --rates LIST   calls a second that the account allows (20,50,100)',
  '  --seconds S    how long each measurement is (10)',
  '  --ahead N      calls scheduled far ahead, for the measurement with a full queue (100000)',
  '  --due N        calls of one user that are due, for the same (10000)',
  '  --data DIR     where the database has its data (a temporary folder)',
  '  --out FILE     writes the tables there, as Markdown',
  '',
  'The database is the Rust server of SecantusDB: SECANTUS_RS names its program, else it is looked for in PATH and',
  'in the cache, else it is built with cargo, else the Python server is used instead.',
].join('\n');

const text = { type: 'string' } as const;
const OPTIONS = { only: text, rates: text, seconds: text, ahead: text, due: text, data: text, out: text };

/** Reads the program's arguments. Throws UsageError. */
export function readOptions(args: string[]): BenchOptions {
  const { values } = parseArguments(args, OPTIONS);
  const only = values.only?.split(',') ?? NAMES;
  const unknown = only.find((name) => !NAMES.includes(name));
  if (unknown !== undefined) throw new UsageError(`--only ${unknown}: there is no such measurement`);
  return {
    only,
    rates: (values.rates ?? '20,50,100').split(',').map((rate) => whole('rates', rate, 1, 500)),
    seconds: whole('seconds', values.seconds ?? '10', 2, 200),
    ahead: whole('ahead', values.ahead ?? '100000', 0, 1_000_000),
    due: whole('due', values.due ?? '10000', 1, 100_000),
    data: values.data,
    out: values.out,
  };
}

function whole(name: string, value: string, low: number, high: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= low && number <= high) return number;
  throw new UsageError(`--${name} must be made of integers between ${low} and ${high}`);
}
