import type { Pace } from './measure.js';
import type { Measured } from './scenario.js';

const LEAST_SHARE = 0.97;
/** Of operations, and of documents examined, for each call. */
export const MOST_COST = 8;
/** A simulator that stood still for longer may have noted arrivals late, and so too near to each other. */
const STALL_MS = 20;
/** Whose processor time is shown, in percent of one core. */
const CPU = ['leader', 'others', 'simulator', 'database', 'bench', 'elsewhere'];

/** A pace that was measured, at which limit, and what else is known of it. */
export interface PaceRow {
  /** What tells it from the other rows, under the names of the columns; the limit is the first one. */
  of: Record<string, string>;
  limit: number;
  pace: Pace;
  more?: Record<string, string>;
}

/** Which bounds of every pace it breaks. */
export function paceBreaches(what: string, limit: number, pace: Pace): string[] {
  const share = pace.rate / limit;
  const isStalled = pace.stalledMs > STALL_MS;
  const most = isStalled ? pace.mostWritten : pace.most;
  return [
    ...(share < LEAST_SHARE ? [`${what}: ${share.toFixed(3)} of the limit, not ${LEAST_SHARE}`] : []),
    ...(most > limit + 1
      ? [`${what}: ${most} calls ${isStalled ? 'written ' : ''}in one second, not ${limit + 1}`]
      : []),
    ...(pace.isLedByOne ? [] : [`${what}: another instance began to lead`]),
    ...(pace.twice > 0 ? [`${what}: ${pace.twice} calls were dialled twice`] : []),
  ];
}

export const costBreach = (what: string, kind: string, cost: number): string[] =>
  cost > MOST_COST ? [`${what}: ${cost.toFixed(1)} ${kind}, not ${MOST_COST}`] : [];

const mostOf = ({ most, stalledMs }: Pace): string =>
  stalledMs > STALL_MS ? `${most} (stood still ${stalledMs.toFixed(0)} ms)` : String(most);

const cellsOf = ({ of, limit, pace, more = {} }: PaceRow): Record<string, string> => ({
  'limit /s': String(limit),
  ...of,
  'achieved /s': pace.rate.toFixed(2),
  'of the limit': (pace.rate / limit).toFixed(3),
  'most in 1 s': mostOf(pace),
  'written in 1 s': String(pace.mostWritten),
  ...more,
  'operations / call': pace.operations.toFixed(1),
  ...Object.fromEntries(CPU.map((name) => [`${name} %`, (pace.cpu[name] ?? 0).toFixed(0)])),
});

export const paceTable = (rows: PaceRow[], breaches: string[]): Measured => ({
  head: Object.keys(rows[0] ? cellsOf(rows[0]) : {}),
  rows: rows.map((row) => Object.values(cellsOf(row))),
  breaches,
});
