/**
 * What became of a change: `applied`; `adopted`, applied and the first that named the attempt's SID; `duplicate`,
 * known already; `mismatched`, the attempt has another SID; `unknown`, no such call; `refused`, the call is not as
 * the change supposes any more; `erased`, the call tells of no person any more, and nothing is learnt of it. Only the first
 * two write.
 */
export type ChangeOutcome =
  'applied' | 'adopted' | 'duplicate' | 'mismatched' | 'unknown' | 'erased' | 'refused';

/** The outcome, and the call that it is about where there is one. */
export interface StoredChange {
  outcome: ChangeOutcome;
  callId?: string;
}

export const hasChanged = (outcome: ChangeOutcome): boolean => outcome === 'applied' || outcome === 'adopted';
