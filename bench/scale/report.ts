import type { Cost, Size } from './measure.js';

/** What may be looked at more often, or take longer, without being more. */
const SAME = 1.5;
/** A page, what is counted for it, and a bounded look by each of two filters. */
const BOUND = 7_000;

/** The costs of one line, by size. */
export interface Row {
  group: Cost['line']['group'];
  name: string;
  costs: Cost[];
}

export const rowsOf = (sizes: Size[]): Row[] =>
  (sizes[0]?.costs ?? []).map(({ line }, i) => ({
    ...line,
    costs: sizes.flatMap(({ costs }) => costs[i] ?? []),
  }));

const looksOf = ({ examined }: Cost): number => (examined ? examined.keys + examined.documents : NaN);

const ends = (row: Row): [Cost, Cost] => {
  const [first, last] = [row.costs[0], row.costs.at(-1)];
  if (!first || !last) throw new Error(`Nothing was measured of ${row.name}`);
  return [first, last];
};

export const ratioOf = (row: Row): number => {
  const [first, last] = ends(row);
  return last.milliseconds / first.milliseconds;
};

/** By what is looked at where most calls are explained. */
const whatGrows = (row: Row): string => {
  const [first] = ends(row);
  const last = row.costs.findLast(({ examined }) => examined);
  if (!last) return '';
  if (looksOf(last) > Math.max(SAME * looksOf(first), BOUND)) return 'the query';
  if (looksOf(last) > SAME * looksOf(first)) return 'up to its bound';
  return ratioOf(row) > SAME ? 'the server' : '';
};

const plain = (value: number, digits: number): string => value.toFixed(digits);
const examinedOf = ({ examined }: Cost): string =>
  examined ? `${examined.keys}, ${examined.documents}` : '';

const tableOf = (rows: Row[], sizes: Size[]): string[] => {
  const isExplained = rows.some(({ costs }) => costs.some(({ examined }) => examined));
  const shown = sizes.map(({ calls }) => calls.toLocaleString('en'));
  const columns = ['', ...shown, 'ratio', ...(isExplained ? [...shown, 'grows'] : [])];
  return [
    `| ${columns.join(' | ')} |`,
    `| --- |${' ---: |'.repeat(columns.length - 1)}`,
    ...rows.map((row) => {
      const times = row.costs.map(({ milliseconds }) => plain(milliseconds, 2));
      const looks = isExplained ? [...row.costs.map(examinedOf), whatGrows(row)] : [];
      return `| ${[row.name, ...times, plain(ratioOf(row), 1), ...looks].join(' | ')} |`;
    }),
  ];
};

const TITLES: Record<Row['group'], string> = {
  list: 'Lists',
  filter: 'One filter',
  pair: 'Pairs of filters',
  other: 'Everything else',
};

/** The tables of all lines, as Markdown. */
export const tablesOf = (sizes: Size[]): string => {
  const rows = rowsOf(sizes);
  const groups = Object.entries(TITLES).flatMap(([group, title]) => [
    `### ${title}`,
    '',
    ...tableOf(
      rows.filter((row) => row.group === group),
      sizes,
    ),
    '',
  ]);
  return [...groups, ...indexesOf(rows)].join('\n');
};

/** Which indexes serve each line, at the largest size of which that is told. */
const indexesOf = (rows: Row[]): string[] => {
  const served = rows.flatMap(({ name, costs }): string[] => {
    const examined = costs.findLast((cost) => cost.examined)?.examined;
    return examined ? [`| ${name} | ${examined.indexes.map((index) => `\`${index}\``).join(', ')} |`] : [];
  });
  if (served.length === 0) return [];
  return ['### The indexes that serve them', '', '|  | indexes |', '| --- | --- |', ...served, ''];
};

/** The names of the lines that take longer than this anywhere. */
export const slowerThan = (sizes: Size[], milliseconds: number): string[] =>
  rowsOf(sizes)
    .filter(({ costs }) => costs.some((cost) => cost.milliseconds > milliseconds))
    .map(({ name }) => name);

/** The names of the lines that read a collection as a whole. */
export const scanning = (sizes: Size[]): string[] =>
  rowsOf(sizes)
    .filter(({ costs }) => costs.some(({ examined }) => examined?.scans))
    .map(({ name }) => name);
