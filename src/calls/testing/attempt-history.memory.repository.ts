import {
  attemptsByNumber,
  type DialledAttempt,
  type DialledSince,
  isCounted,
} from '../attempts/attempt-history.js';
import { AttemptHistoryRepository } from '../attempts/attempt-history.repository.js';
import type { Attempt } from '../model/call.js';
import type { CallsMemoryRepository } from './calls.memory.repository.js';

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

/** What was dialled of calls that are kept in memory. */
export class AttemptHistoryMemoryRepository extends AttemptHistoryRepository {
  constructor(private readonly calls: CallsMemoryRepository) {
    super();
  }

  async findTo(numbers: string[], since: Date): Promise<Map<string, DialledAttempt[]>> {
    return attemptsByNumber(
      this.calls.all(({ to }) => numbers.includes(to)),
      since,
    );
  }

  async tallySince(since: Date): Promise<DialledSince> {
    return tallyOf(this.calls.all(), since);
  }
}
