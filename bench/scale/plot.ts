import type { Size } from './measure.js';
import { type Row, rowsOf } from './report.js';

const BOX = { left: 60, right: 700, top: 30, bottom: 370 };
const [WIDTH, HEIGHT] = [960, 420];
/** Light and dark by who looks. */
const STYLE = `
text{font:12px system-ui,sans-serif;fill:#333}
.grid{stroke:#ccc;stroke-width:1}
path{fill:none;stroke-width:1.5}
.list{stroke:#0b62d6}.filter{stroke:#0a7d4f}.pair{stroke:#999;stroke-width:.7}.other{stroke:#b3461b}
text.list{stroke:none;fill:#0b62d6}text.filter{stroke:none;fill:#0a7d4f}text.pair{stroke:none;fill:#777}text.other{stroke:none;fill:#b3461b}
@media(prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#444}.list{stroke:#7ab6ff}.filter{stroke:#5ed3a3}.pair{stroke:#777}
.other{stroke:#ff9d70}text.list{fill:#7ab6ff}text.filter{fill:#5ed3a3}text.pair{fill:#aaa}text.other{fill:#ff9d70}}`;
const LEGEND: Record<Row['group'], string> = {
  list: 'lists',
  filter: 'one filter',
  pair: 'pairs of filters',
  other: 'everything else',
};

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Milliseconds by the number of calls, both in powers of ten. */
export const plotOf = (sizes: Size[], title: string): string => {
  const rows = rowsOf(sizes);
  const calls = sizes.map((size) => size.calls);
  const times = rows.flatMap(({ costs }) => costs.map(({ milliseconds }) => milliseconds));
  const [least, most] = [0.1, 10 ** Math.ceil(Math.log10(Math.max(...times, 10)))];
  const x = (count: number): number =>
    BOX.left +
    ((Math.log10(count) - Math.log10(calls[0] ?? 1)) /
      Math.max(Math.log10((calls.at(-1) ?? 10) / (calls[0] ?? 1)), 1)) *
      (BOX.right - BOX.left);
  const y = (ms: number): number =>
    BOX.bottom -
    (Math.log10(Math.max(ms, least) / least) / Math.log10(most / least)) * (BOX.bottom - BOX.top);
  const at = (value: number): string => value.toFixed(1);
  const steps = Array.from({ length: Math.round(Math.log10(most / least)) + 1 }, (_, i) => least * 10 ** i);
  const grid = steps.map(
    (ms) =>
      `<path class="grid" d="M${BOX.left} ${at(y(ms))}H${BOX.right}"/><text x="${BOX.left - 6}" y="${at(y(ms) + 4)}" text-anchor="end">${Number(ms.toPrecision(1))} ms</text>`,
  );
  const columns = calls.map(
    (count) =>
      `<path class="grid" d="M${at(x(count))} ${BOX.top}V${BOX.bottom}"/><text x="${at(x(count))}" y="${BOX.bottom + 18}" text-anchor="middle">${count.toLocaleString('en')}</text>`,
  );
  const lines = rows.map(({ group, costs }) => {
    const points = costs.map(({ milliseconds }, i) => `${at(x(calls[i] ?? 1))} ${at(y(milliseconds))}`);
    return `<path class="${group}" d="M${points.join('L')}"/>`;
  });
  const legend = Object.entries(LEGEND).map(
    ([group, name], i) =>
      `<path class="${group}" d="M720 ${50 + i * 22}h24"/><text class="${group}" x="752" y="${54 + i * 22}">${name}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(title)}">`,
    `<style>${STYLE}</style>`,
    `<text x="${BOX.left}" y="16">${escaped(title)}</text>`,
    ...grid,
    ...columns,
    ...lines,
    ...legend,
    '</svg>',
    '',
  ].join('\n');
};
