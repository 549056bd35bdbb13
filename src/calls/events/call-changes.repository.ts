import type { AttemptRef, CallChange } from './call-change.js';
import type { StoredChange } from './change-outcome.js';

/** A call of which nothing is learnt any more. */
export interface ErasedMatch {
  erasedCallId: string;
}

/** Where an attempt was found, or why it was not. */
export type AttemptMatch =
  { callId: string; n: number; sid?: string } | ErasedMatch | 'mismatched' | 'unknown';

/** Stores changes of calls; nothing else writes what a call shows. */
export abstract class CallChangesRepository {
  /**
   * Stores the change in one guarded write, which raises the call's version by one; a change that is refused writes
   * nothing. Fails where a requested call has the id of another, or is stored after its `storeBy`: then it is never dialled.
   */
  abstract store(change: CallChange): Promise<StoredChange>;
  abstract findAttempt(ref: AttemptRef): Promise<AttemptMatch>;
}
