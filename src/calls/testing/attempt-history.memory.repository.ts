import {
  attemptsByNumber,
  type DialledAttempt,
  type DialledSince,
  tallyOf,
} from '../attempts/attempt-history.js';
import { AttemptHistoryRepository } from '../attempts/attempt-history.repository.js';
import type { CallsMemoryRepository } from './calls.memory.repository.js';

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
