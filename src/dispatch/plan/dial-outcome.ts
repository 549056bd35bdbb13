import { type CallStatus, isFinal } from '../../calls/call-status.js';

/** What an attempt may end as for the callee to be called again. */
export const RETRY_OUTCOMES = ['no-answer', 'busy', 'failed', 'voicemail'] as const;
export type RetryOutcome = (typeof RETRY_OUTCOMES)[number];

/**
 * How a dial ended. `unsent`: nothing was dialled, for a reason of the system (ours, or Twilio's 429). `refused`:
 * Twilio will not dial it. `unknown`: it may have been dialled, and nobody can tell.
 */
export type DialOutcome = RetryOutcome | 'answered' | 'canceled' | 'refused' | 'unsent' | 'unknown';

/** What a dial's outcome is read from. */
export interface Dial {
  status: CallStatus;
  submission: 'accepted' | 'refused' | 'unsent' | 'unknown';
  /** Why it was never dialled. */
  reason?: { code: string };
  /** Twilio's word. */
  answeredBy?: string;
}

/** The reason of a dial that was given up for want of a trace at Twilio. Absence of a trace proves nothing. */
const NO_TRACE = 'not-dialled';

/** Null while it goes on. */
export const outcomeOf = ({ status, submission, reason, answeredBy }: Dial): DialOutcome | null => {
  if (!isFinal(status)) return null;
  if (reason?.code === NO_TRACE) return 'unknown';
  if (submission !== 'accepted') return submission;
  if (status !== 'completed') return status;
  return answeredBy?.startsWith('machine') ? 'voicemail' : 'answered';
};
