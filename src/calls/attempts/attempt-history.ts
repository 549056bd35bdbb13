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
