import type { Evidence } from './evidence.js';
import type { Row } from './scorecard.js';

const QUARTER_MS = 900_000;

/** The promises about the results of calls. */
export const countingRows = ({ calls, counting }: Evidence): Row[] => [
  { promise: 'results not counted', violations: counting.left },
  {
    promise: 'results different from a recount',
    violations: [...recounted(calls, counting), ...counting.differences],
  },
];

/** The calls as Atlas tells them, counted one by one, against its results. */
function recounted(calls: Evidence['calls'], { outcomes, madeAt }: Evidence['counting']): string[] {
  const counts: Record<string, number> = {};
  for (const { callId, status } of calls) {
    const at = madeAt[callId];
    if (at === undefined) continue;
    const name = `${Math.floor(at / QUARTER_MS)} ${status}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return [...new Set([...Object.keys(outcomes), ...Object.keys(counts)])]
    .filter((name) => (outcomes[name] ?? 0) !== (counts[name] ?? 0))
    .map((name) => `${name}: ${outcomes[name] ?? 0} counted, and there are ${counts[name] ?? 0}`);
}
