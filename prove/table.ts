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
