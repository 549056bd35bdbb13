import { isGone } from './attempt-times.js';
import type { Attempt, Call } from './call.js';
import { statusOf } from './call-event.js';
import { isFinal, isToldEnd } from './call-status.js';

/** That Twilio has taken a wish to end it is no end yet: somebody may still be on the line. */
const isOver = (attempt: Attempt): boolean => {
  if (!isFinal(statusOf(attempt))) return false;
  return !attempt.sid || isGone(attempt) || isToldEnd(attempt.rank ?? 0);
};

/** Whether nobody is on the line, and nobody will be dialled. */
export const hasEnded = ({ wait, attempts, plan, over }: Call): boolean =>
  !wait && attempts.every(isOver) && (!plan || over !== undefined);
