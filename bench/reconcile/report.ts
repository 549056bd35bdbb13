import type { Throughput } from './measure.js';

/** The account's calls a second; how often Twilio is asked follows from it, see src/reconciliation/request-gate.service.ts. */
export const CPS = 50;
const LIMIT = 4 * CPS;
const LONGEST_WAIT_S = 5;

export interface Measured extends Throughput {
  /** How many were due at once. */
  calls: number;
  prices: number;
  /** Seconds that each lost end waited behind the prices. */
  waits: number[];
}

/** Which bounds are broken. */
export const breachesOf = ({ perSecond, most, waits }: Measured): string[] => [
  ...(perSecond < CPS
    ? [`${perSecond.toFixed(1)} calls a second are settled, and ${CPS} may be dialled`]
    : []),
  ...(most > LIMIT + 1 ? [`${most} requests in one second, not ${LIMIT + 1}`] : []),
  ...(Math.max(...waits) > LONGEST_WAIT_S
    ? [`a lost end waited ${Math.max(...waits).toFixed(1)} s, not ${LONGEST_WAIT_S}`]
    : []),
];

const rowsOf = ({ perSecond, requestsPerCall, most, prices, waits }: Measured): string[][] => [
  ['calls settled a second', perSecond.toFixed(1), `at least ${CPS}`],
  ['requests for each', requestsPerCall.toFixed(2), ''],
  ['requests in one second, at most', String(most), `at most ${LIMIT + 1}`],
  [
    `a lost end behind ${prices} prices, s`,
    `${Math.min(...waits).toFixed(1)} to ${Math.max(...waits).toFixed(1)}`,
    `at most ${LONGEST_WAIT_S}`,
  ],
];

/** The table, for people and for Markdown alike. */
export const tableOf = (measured: Measured): string => {
  const lines = [['', 'measured', 'bound'], ...rowsOf(measured)];
  const widths = [0, 1, 2].map((i) => Math.max(...lines.map((line) => line[i]?.length ?? 0), 3));
  const text = (line: string[]): string =>
    `| ${line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [head = [], ...rest] = lines;
  return [text(head), text(widths.map((width) => '-'.repeat(width))), ...rest.map(text)].join('\n');
};

/** The line that says it all. */
export const verdictOf = (measured: Measured): string => {
  const { calls, perSecond, waits } = measured;
  const verdict = breachesOf(measured).length === 0 ? 'PASS' : 'FAIL';
  return `bench:reconcile: ${verdict} ${calls} calls at ${perSecond.toFixed(1)}/s, longest wait ${Math.max(...waits).toFixed(1)} s`;
};

/** All of it as a page. */
export const pageOf = (machine: string, database: string, measured: Measured): string =>
  [
    '# How Twilio is asked about calls',
    '',
    '`npm run bench:reconcile` measures three instances of Atlas against a Twilio that answers each request after 100 ms, over HTTP.',
    `First the ends of ${measured.calls} calls, every other one recorded, were lost and all are due; then ${measured.prices} prices are due, and single calls`,
    `whose end was lost come after them. \`TWILIO_CPS\` is ${CPS}, so that Twilio may be asked ${LIMIT} times a second.`,
    '',
    `Machine: ${machine}, shared by the instances, the stand-in for Twilio and the database: ${database}.`,
    '',
    tableOf(measured),
    '',
    ...[...breachesOf(measured), verdictOf(measured)].map((line) => `    ${line}`),
    '',
  ].join('\n');
