import type { Account } from './account.js';
import type { Row } from './scorecard.js';

const EXAMPLES_SHOWN = 3;

/** The scorecard for people: a line for each promise, and what the first violations of it are. */
export function tableOf(rows: Row[]): string {
  const width = Math.max(...rows.map(({ promise }) => promise.length));
  const lines = rows.flatMap(({ promise, violations }) => [
    `${violations.length === 0 ? '  ok ' : 'FAIL '} ${promise.padEnd(width)} ${String(violations.length).padStart(6)}`,
    ...violations.slice(0, EXAMPLES_SHOWN).map((violation) => `         ${violation}`),
    ...(violations.length > EXAMPLES_SHOWN
      ? [`         … and ${violations.length - EXAMPLES_SHOWN} more`]
      : []),
  ]);
  const rule = '─'.repeat(width + 12);
  return [rule, ...lines, rule].join('\n');
}

const listOf = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'none';

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

/** What happened besides what is judged. */
export function accountLines({ kills, freezes, cut, putOff, ...rest }: Account): string {
  const { dials, repeats, planned, pauses, ended, readings, forgeries, faults } = rest;
  const { refusals, cuts, stops, silent, told } = rest;
  return [
    `  ${dials} dials, ${repeats} of them repeats; ${planned} calls with a plan, ${ended} ended by their clients, ${pauses} pauses`,
    `  credentials refused ${times(refusals)}, Atlas not to be reached ${times(cuts)}, the database stood still ${times(stops)}; ${silent} dials were silent`,
    `  ${kills} kills -9, ${freezes} freezes, ${cut} connections cut, ${forgeries} requests forged, ${readings} readings, ${told} events told`,
    `  clients put off: ${listOf(putOff)}; callbacks: ${listOf(faults)}`,
  ].join('\n');
}
