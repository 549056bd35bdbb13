import { parseArguments, UsageError } from '../../src/common/process/program-arguments.js';
import { AROUND_MS } from './measure.js';

export interface BenchOptions {
  /** The account's limits that are measured, in calls a second. */
  rates: number[];
  /** How long each measurement is. */
  seconds: number;
  /** Calls that are scheduled far ahead, and calls of one user that are due, while the rate is measured again. */
  ahead: number;
  due: number;
  /** Where the database has its data; a temporary folder when left out. */
  data?: string;
  /** A file that the table is written to, as Markdown. */
  out?: string;
}

export const USAGE = [
  'Usage: npm run bench:dispatch -- [--rates 20,50,100] [--seconds S] [--ahead N] [--due N] [--data DIR] [--out FILE]',
  '',
  '  --rates LIST   calls a second that the account allows (20,50,100)',
  '  --seconds S    how long each measurement is (20)',
  '  --ahead N      calls scheduled far ahead, for the measurement with a full queue (100000)',
  '  --due N        calls of one user that are due, for the same (10000)',
  '  --data DIR     where the database has its data (a temporary folder)',
  '  --out FILE     writes the table there, as Markdown',
  '',
  'The database is the Rust server of SecantusDB: SECANTUS_RS names its program, else it is looked for in PATH and',
  'in the cache, else it is built with cargo, else the Python server is used instead.',
].join('\n');

/** The most calls that the simulator shows: the newest. */
const SHOWN_CALLS = 5_000;

const text = { type: 'string' } as const;
const OPTIONS = { rates: text, seconds: text, ahead: text, due: text, data: text, out: text };

/** Reads the program's arguments. Throws UsageError. */
export function readOptions(args: string[]): BenchOptions {
  const { values } = parseArguments(args, OPTIONS);
  const rates = (values.rates ?? '20,50,100').split(',').map((text) => whole('rates', text, 1, 500));
  const seconds = whole('seconds', values.seconds ?? '20', 2, 200);
  if (Math.max(...rates) * (seconds + AROUND_MS / 1_000) > SHOWN_CALLS)
    throw new UsageError(`--seconds ${seconds} is too long for ${Math.max(...rates)} calls a second`);
  return {
    rates,
    seconds,
    ahead: whole('ahead', values.ahead ?? '100000', 0, 1_000_000),
    due: whole('due', values.due ?? '10000', 0, 100_000),
    data: values.data,
    out: values.out,
  };
}

function whole(name: string, text: string, low: number, high: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= low && number <= high) return number;
  throw new UsageError(`--${name} must be made of integers between ${low} and ${high}`);
}
