import type { DialledAttempt, DialledSince } from './attempt-history.js';

/** Tells what was dialled, or may have been. */
export abstract class AttemptHistoryRepository {
  /** The attempts to each of these numbers since that moment; a number without any may be left out. */
  abstract findTo(numbers: string[], since: Date): Promise<Map<string, DialledAttempt[]>>;
  abstract tallySince(since: Date): Promise<DialledSince>;
}
