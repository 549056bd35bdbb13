import type { Attempt } from '../model/call.js';

/** An attempt that was dialled, or may have been. */
export interface DialledAttempt {
  key?: string;
  at: Date;
}

/** What was dialled since some moment, over all numbers. */
export interface DialledSince {
  calls: number;
  /** By who asked for them. */
  callsBy: Map<string, number>;
  /** The sum of the prices that are known, as positive amounts, and how many attempts have none yet. */
  spent: number;
  unpriced: number;
}

/** What was surely not dialled does not count. */
export const UNCOUNTED: readonly Attempt['submission'][] = ['unsent', 'refused'];

/** Whether it counts. */
export const isCounted = ({ submission }: Pick<Attempt, 'submission'>): boolean =>
  !UNCOUNTED.includes(submission);

/** What these calls amount to since that moment. */
export const tallyOf = (
  calls: Iterable<{ requestedBy?: string; attempts: Attempt[] }>,
  since: Date,
): DialledSince => {
  const tally: DialledSince = { calls: 0, callsBy: new Map(), spent: 0, unpriced: 0 };
  for (const { requestedBy, attempts } of calls)
    for (const attempt of attempts) {
      if (attempt.createdAt < since || !isCounted(attempt)) continue;
      tally.calls += 1;
      if (requestedBy !== undefined)
        tally.callsBy.set(requestedBy, (tally.callsBy.get(requestedBy) ?? 0) + 1);
      if (attempt.price === undefined) tally.unpriced += 1;
      else tally.spent += Math.abs(Number(attempt.price)) || 0;
    }
  return tally;
};

/** The attempts of these calls since that moment, by number. */
export const attemptsByNumber = (
  calls: Iterable<{ to: string; attempts: Attempt[] }>,
  since: Date,
): Map<string, DialledAttempt[]> => {
  const byNumber = new Map<string, DialledAttempt[]>();
  for (const { to, attempts } of calls) {
    const recent = attempts.filter((each) => each.createdAt >= since && isCounted(each));
    const found = recent.map(({ key, createdAt: at }) => ({ key, at }));
    byNumber.set(to, [...(byNumber.get(to) ?? []), ...found]);
  }
  return byNumber;
};
