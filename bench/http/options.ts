import { parseArguments, UsageError } from '../../src/common/process/program-arguments.js';
import type { Asking } from './measure.js';
import { type Peer, PEERS } from './peers.js';

export interface HttpBenchOptions {
  rounds: number;
  asking: Asking;
  peers: Peer[];
  /** Parts of the names of the lines that are measured; none means all. */
  lines: string[];
  /** Whether the budgets of bench/budgets.json are compared with what is measured. */
  isCheck: boolean;
  /** A folder for a profile of each line of each peer, as Chromium's developer tools show it. */
  profiles?: string;
  /** A file that the tables are written to, as Markdown. */
  out?: string;
}

export const USAGE = [
  'Usage: npm run bench -- [--check | --quick] [--rounds N] [--requests N] [--only PARTS] [--peers LIST] [--profiles DIR] [--out FILE]',
  '',
  'Measures Atlas beside two peers that do the same: the floor, written by hand with Express and the driver of MongoDB,',
  'and what is usually written with Nest and Mongoose. Each is measured alone, in changing order.',
  '',
  '  --rounds N      how often each is measured; medians are shown (3)',
  '  --requests N    how many requests of each line are measured (3000)',
  '  --quick         one round of 400 requests',
  '  --check         one round of 1000 requests without the usual one; compares bench/budgets.json, also with how Atlas',
  '                  starts and how large it is, and ends with 1 where a budget is broken',
  '  --only PARTS    only lines with one of these in their names, such as users,voice',
  '  --peers LIST    only these of atlas,floor,usual',
  '  --profiles DIR  writes a profile of each line of each peer there, and shows where the time goes; it takes time itself',
  '  --out FILE      writes the tables there, as Markdown',
  '',
  'The database is the Rust server of SecantusDB, or a real one where MONGO_URI is set.',
].join('\n');

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = {
  quick: flag,
  check: flag,
  rounds: text,
  requests: text,
  only: text,
  peers: text,
  profiles: text,
  out: text,
};
const CONNECTIONS = 16;
/** How much is asked where nothing else is said: a quick look ends within 3 minutes, a check within 6. */
const [QUICK, CHECK, FULL] = [
  { rounds: '1', requests: '400' },
  { rounds: '1', requests: '1000' },
  { rounds: '3', requests: '3000' },
];

/** Reads the program's arguments. Throws UsageError. */
export function readOptions(args: string[]): HttpBenchOptions {
  const { values } = parseArguments(args, OPTIONS);
  const isCheck = values.check ?? false;
  const usual = usualOf(values.quick ?? false, isCheck);
  const requests = whole('requests', values.requests ?? usual.requests, 100, 100_000);
  return {
    rounds: whole('rounds', values.rounds ?? usual.rounds, 1, 20),
    asking: { connections: CONNECTIONS, requests, warmUp: Math.ceil(requests / 3) },
    peers: (values.peers?.split(',') ?? (isCheck ? ['atlas', 'floor'] : PEERS)).map(peerOf),
    lines: values.only?.split(',') ?? [],
    isCheck,
    profiles: values.profiles,
    out: values.out,
  };
}

function usualOf(isQuick: boolean, isCheck: boolean): typeof FULL {
  if (isQuick) return QUICK;
  return isCheck ? CHECK : FULL;
}

function peerOf(name: string): Peer {
  const peer = PEERS.find((each) => each === name);
  if (!peer) throw new UsageError(`--peers ${name}: one of ${PEERS.join(', ')}`);
  return peer;
}

/** An option that is an integer. Throws UsageError. */
export function whole(name: string, value: string, low: number, high: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= low && number <= high) return number;
  throw new UsageError(`--${name} must be an integer between ${low} and ${high}`);
}
