import type { FullPace, Lateness, Pace, Rate } from './measure.js';

/** What was measured at one limit. */
export interface Row {
  limit: number;
  completedOnly: boolean;
  plain: Pace;
  lateness: Lateness;
  full: FullPace;
}

const LEAST_SHARE = 0.97;
const MOST_LOSS = 0.1;

/** Which bounds a measurement of the pace alone breaks. */
export function paceBreaches(limit: number, { rate, most }: Rate): string[] {
  const share = rate / limit;
  return [
    ...(share < LEAST_SHARE
      ? [`at ${limit}/s only ${share.toFixed(3)} of the limit, not ${LEAST_SHARE}`]
      : []),
    ...(most > limit + 1 ? [`at ${limit}/s ${most} calls in one second, not ${limit + 1}`] : []),
  ];
}

/** Which bounds the measurements at one limit break. */
export function breachesOf({ limit, plain, full }: Row): string[] {
  const loss = 1 - full.rate / plain.rate;
  return [
    ...paceBreaches(limit, plain),
    ...(full.most > limit + 1 ? [`at ${limit}/s with a full queue ${full.most} calls in one second`] : []),
    ...(full.isHeldUp ? [`at ${limit}/s a user with 3 calls was held up by one with many`] : []),
    ...(loss > MOST_LOSS ? [`at ${limit}/s with a full queue ${(loss * 100).toFixed(1)} % slower`] : []),
  ];
}

const HEAD = [
  'limit /s',
  'achieved /s',
  'of the limit',
  'most in 1 s',
  'late p50 ms',
  'late p99 ms',
  'operations / call',
  'examined / call',
  'full queue: /s',
  'most in 1 s',
  'operations / call',
  'examined / call',
];

const cells = ({ limit, completedOnly, plain, lateness, full }: Row): string[] => [
  `${limit}${completedOnly ? ' ¹' : ''}`,
  plain.rate.toFixed(2),
  (plain.rate / limit).toFixed(3),
  String(plain.most),
  lateness.p50.toFixed(0),
  lateness.p99.toFixed(0),
  plain.load.operations.toFixed(1),
  plain.load.examined.toFixed(1),
  full.rate.toFixed(2),
  String(full.most),
  full.load.operations.toFixed(1),
  full.load.examined.toFixed(1),
];

/** The table, for people and for Markdown alike. */
export function tableOf(rows: Row[]): string {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const text = (line: string[]): string =>
    `| ${line.map((cell, i) => cell.padStart(widths[i] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => `${'-'.repeat(width - 1)}:`).join(' | ')} |`;
  return [text(HEAD), rule, ...rows.map((row) => text(cells(row)))].join('\n');
}
