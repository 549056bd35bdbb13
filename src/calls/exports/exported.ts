import type { TimeSpan } from '../../common/time-span.js';
import type { Feedback } from '../../feedback/feedback.js';
import type { Call } from '../model/call.js';

/** Of which calls something is exported, and within which span it was made; what is absent excludes nothing. */
export interface OfCalls extends TimeSpan {
  /** A user's id or external id, or the handle of no user. */
  user?: string | undefined;
  ids?: string[] | undefined;
}

export interface FeedbackOnCall {
  call: Call;
  feedback: Feedback;
}

export const isWithin = ({ from, until }: TimeSpan, { createdAt }: { createdAt: Date }): boolean =>
  (!from || createdAt >= from) && (!until || createdAt < until);
