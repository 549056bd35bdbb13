import { randomInt } from 'node:crypto';
import { parseArguments, UsageError } from '../src/common/process/program-arguments.js';

export interface FuzzOptions {
  /** The same seed makes the same requests of the same document. */
  seed: number;
  /** Requests of each operation, of each sort, for callers who may do everything. */
  maxExamples: number;
  /** The run of one caller ends as failed after this many milliseconds. */
  capMs: number;
}

export const USAGE = [
  'Usage: npm run fuzz -- [--seed S] [--max-examples N] [--minutes M]',
  '',
  'Starts an Atlas that is open and one that asks for a key, sends them what openapi.json allows and what it forbids, as',
  'anybody, as a stranger and with a key of each scope, and compares each answer with the document.',
  '',
  '  --seed S          makes the requests; 0 to 4294967295 (random, and printed)',
  '  --max-examples N  requests of each operation, of each sort, as who may do everything; half of it as all others (20)',
  '  --minutes M       a run of one caller ends as failed after so many minutes (15)',
].join('\n');

/** Requests of each operation for the other callers: most of theirs are refused at once. */
export const lightExamples = ({ maxExamples }: FuzzOptions): number => Math.ceil(maxExamples / 2);

const text = { type: 'string' } as const;
const OPTIONS = { seed: text, 'max-examples': text, minutes: text };

/** Reads the program's arguments. Throws UsageError. */
export function readOptions(args: string[]): FuzzOptions {
  const { values } = parseArguments(args, OPTIONS);
  return {
    seed: wholeNumber('seed', values.seed ?? String(randomInt(2 ** 31)), 0, 2 ** 32 - 1),
    maxExamples: wholeNumber('max-examples', values['max-examples'] ?? '20', 1, 10_000),
    capMs: wholeNumber('minutes', values.minutes ?? '15', 1, 24 * 60) * 60_000,
  };
}

function wholeNumber(name: string, written: string, low: number, high: number): number {
  const number = Number(written);
  if (/^\d+$/.test(written) && number >= low && number <= high) return number;
  throw new UsageError(`--${name} must be an integer between ${low} and ${high}`);
}
