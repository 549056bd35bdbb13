/** What an attempt may end as for the callee to be called again. */
export const RETRY_OUTCOMES = ['no-answer', 'busy', 'failed', 'voicemail'] as const;
export type RetryOutcome = (typeof RETRY_OUTCOMES)[number];

/**
 * How a dial ended. `unsent`: nothing was dialled, for a reason of the system (ours, or Twilio's 429). `refused`:
 * Twilio will not dial it. `unknown`: it may have been dialled, and nobody can tell.
 */
export type DialOutcome = RetryOutcome | 'answered' | 'canceled' | 'refused' | 'unsent' | 'unknown';
