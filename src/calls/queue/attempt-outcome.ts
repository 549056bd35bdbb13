import type { DialOutcome } from '../../plan/dial-outcome.js';
import type { Submission } from '../model/call.js';
import { type CallStatus, GONE_RANK, isFinal } from '../model/call-status.js';

/** What a dial's outcome is read from. */
export interface Dial {
  status: CallStatus;
  submission: Submission;
  /** How far its status stands. */
  rank?: number;
  /** Why it was never dialled. */
  reason?: { code: string };
  /** Twilio's word. */
  answeredBy?: string;
}

/** The reason of a dial that was given up for want of a trace at Twilio. Absence of a trace proves nothing. */
const NO_TRACE = 'not-dialled';

/** Null while it goes on. */
export const outcomeOf = ({ status, rank, submission, reason, answeredBy }: Dial): DialOutcome | null => {
  if (!isFinal(status)) return null;
  if (reason?.code === NO_TRACE || rank === GONE_RANK) return 'unknown';
  if (submission !== 'accepted') return submission;
  if (status !== 'completed') return status;
  return answeredBy?.startsWith('machine') ? 'voicemail' : 'answered';
};
