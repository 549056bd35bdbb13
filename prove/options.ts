import { randomInt } from 'node:crypto';
import { parseArguments, UsageError } from '../src/common/process/program-arguments.js';
import { BREAK_NAMES, type BreakName, isBreakName, STORING } from './breaks/break-names.js';

export interface ProveOptions {
  calls: number;
  /** How many instances of Atlas there are. */
  instances: number;
  seed: number;
  /** The guards that are switched off in the instances. */
  broken: BreakName[];
  /** The run ends after this many milliseconds, whatever happens. */
  capMs: number;
  /** The run stops waiting when nothing has moved for this many milliseconds. */
  patienceMs: number;
  /** A database server that is there already; without it one is started. */
  mongo?: string;
}

export const USAGE = [
  'Usage: npm run prove -- [--calls N] [--instances N] [--seed S] [--break NAMES] [--minutes M] [--patience S] [--mongo URI]',
  '',
  '  --calls N     how many calls are placed, 1 to 4000 (2000)',
  '  --instances N how many instances of Atlas there are, 1 to 8 (3)',
  '  --seed S      makes the plan of calls, faults and kills; 0 to 4294967295 (random, and printed)',
  `  --break NAMES switches guards off, by comma: ${BREAK_NAMES.join(', ')}`,
  '  --minutes M   ends after so many minutes whatever happens (15)',
  '  --patience S  waits no longer when nothing has moved for so many seconds (60)',
  '  --mongo URI   a database server to use (one is started); a database of its own is made and dropped',
].join('\n');

const text = { type: 'string' } as const;
const OPTIONS = {
  calls: text,
  instances: text,
  seed: text,
  break: text,
  minutes: text,
  patience: text,
  mongo: text,
};

/** Reads the program's arguments. Throws UsageError. */
export function readOptions(args: string[]): ProveOptions {
  const { values } = parseArguments(args, OPTIONS);
  return {
    calls: wholeNumber('calls', values.calls ?? '2000', 1, 4000),
    instances: wholeNumber('instances', values.instances ?? '3', 1, 8),
    seed: wholeNumber('seed', values.seed ?? String(randomInt(2 ** 31)), 0, 2 ** 32 - 1),
    broken: breaksNamed(values.break),
    capMs: positive('minutes', values.minutes ?? '15') * 60_000,
    patienceMs: positive('patience', values.patience ?? '60') * 1_000,
    mongo: values.mongo,
  };
}

function wholeNumber(name: string, text: string, low: number, high: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= low && number <= high) return number;
  throw new UsageError(`--${name} must be an integer between ${low} and ${high}`);
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (number > 0 && number <= 24 * 60) return number;
  throw new UsageError(`--${name} must be a number above 0, up to ${24 * 60}`);
}

function breaksNamed(text: string | undefined): BreakName[] {
  const names = text?.split(',') ?? [];
  if (!names.every(isBreakName))
    throw new UsageError(`--break must be one or more of ${BREAK_NAMES.join(', ')}`);
  if (names.filter((name) => STORING.includes(name)).length > 1)
    throw new UsageError(`--break takes only one of ${STORING.join(', ')} at a time`);
  return names;
}
