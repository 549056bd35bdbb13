import type { Cost } from './measure.js';
import { median } from './median.js';
import { type Peer, PEERS } from './peers.js';
import type { Round } from './rounds.js';
import { GROUPS } from './shares.js';

/** A line of a table, of all rounds. */
export interface Row {
  line: string;
  of(peer: Peer, field: Exclude<keyof Cost, 'line' | 'shares'>): number;
  /** Atlas's share of the peer's, each in its own round. */
  ratio(peer: Peer, field: 'cpu' | 'rate'): number;
}

export const rowsOf = (rounds: Round[]): Row[] => {
  const costs = rounds.flatMap((round) => Object.values(round)).flatMap((each) => each.costs);
  const names = new Set(costs.map(({ line }) => line));
  const costOf = (round: Round, peer: Peer, line: string): Cost | undefined =>
    round[peer]?.costs.find((cost) => cost.line === line);
  return [...names].map((line) => ({
    line,
    of: (peer, field) => median(rounds.map((round) => costOf(round, peer, line)?.[field] ?? NaN)),
    ratio: (peer, field) =>
      median(
        rounds.map(
          (round) =>
            (costOf(round, 'atlas', line)?.[field] ?? NaN) / (costOf(round, peer, line)?.[field] ?? NaN),
        ),
      ),
  }));
};

const number = (value: number, digits: number): string => (Number.isNaN(value) ? '–' : value.toFixed(digits));

const table = (head: string[], rows: string[][]): string[] => [
  `| ${head.join(' | ')} |`,
  `| ${head.map((_, i) => (i === 0 ? '---' : '--:')).join(' | ')} |`,
  ...rows.map((row) => `| ${row.join(' | ')} |`),
];

/** Nobody is to look better for what it did not do. */
const failuresOf = (rounds: Round[]): string[] => {
  const failed = rounds.flatMap((round) =>
    Object.entries(round).flatMap(([peer, { costs }]) =>
      costs.filter((cost) => cost.failed > 0).map((cost) => `${peer}: ${cost.failed} of ${cost.line}`),
    ),
  );
  return failed.length > 0 ? [`Answered with an error: ${failed.join('; ')}.`, ''] : [];
};

/** Where the time of each peer goes, in microseconds for each request, where profiles were taken. */
const profiledOf = (rounds: Round[], rows: Row[]): string[] => {
  const lines = rows.flatMap(({ line }) =>
    PEERS.flatMap((peer) => {
      const costs = rounds.flatMap((round) => round[peer]?.costs ?? []);
      const all = costs.flatMap((cost) => (cost.line === line && cost.shares ? [cost.shares] : []));
      if (all.length === 0) return [];
      return [[line, peer, ...GROUPS.map((group) => number(median(all.map((each) => each[group])), 0))]];
    }),
  );
  if (lines.length === 0) return [];
  return [
    'Where the time goes, by samples, in microseconds for each request:',
    '',
    ...table(['line', 'peer', ...GROUPS], lines),
    '',
  ];
};

/** All rounds in one page of Markdown. */
export const pageOf = (rounds: Round[], database: string): string => {
  const rows = rowsOf(rounds);
  const megabytes = (peer: Peer): string =>
    number(median(rounds.map((round) => round[peer]?.resident ?? NaN)) / 1_048_576, 0);
  return [
    `Database: ${database}. Medians of ${rounds.length} rounds.`,
    '',
    'Processor time of the process under test for each request, in milliseconds, and as a ratio to each peer in the same round:',
    '',
    ...table(
      ['line', 'atlas', 'floor', 'usual', 'atlas / floor', 'atlas / usual', 'afterwards'],
      rows.map((row) => [
        row.line,
        ...(['atlas', 'floor', 'usual'] as const).map((peer) => number(row.of(peer, 'cpu'), 3)),
        number(row.ratio('floor', 'cpu'), 2),
        number(row.ratio('usual', 'cpu'), 2),
        number(row.of('atlas', 'afterwards'), 3),
      ]),
    ),
    '',
    '`afterwards` is what Atlas did for each request after it had answered all of them: results are counted, changes told.',
    '',
    'Requests a second, and the time to an answer in milliseconds:',
    '',
    ...table(
      [
        'line',
        'atlas',
        'floor',
        'usual',
        'atlas / usual',
        ...['atlas', 'floor', 'usual'].map((peer) => `p50, p99 ${peer}`),
      ],
      rows.map((row) => [
        row.line,
        ...(['atlas', 'floor', 'usual'] as const).map((peer) => number(row.of(peer, 'rate'), 0)),
        number(row.ratio('usual', 'rate'), 2),
        ...(['atlas', 'floor', 'usual'] as const).map(
          (peer) => `${number(row.of(peer, 'p50'), 0)}, ${number(row.of(peer, 'p99'), 0)}`,
        ),
      ]),
    ),
    '',
    ...failuresOf(rounds),
    ...profiledOf(rounds, rows),
    `Memory that each process held at the end, in MB: Atlas ${megabytes('atlas')}, the floor ${megabytes('floor')}, usual ${megabytes('usual')}.`,
  ].join('\n');
};
