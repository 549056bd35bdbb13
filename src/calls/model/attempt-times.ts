import type { AttemptState } from './call-event.js';
import { GONE_RANK } from './call-status.js';

/** When it was answered; where no report of that came, as long before its end as it lasted. */
export const answeredAtOf = (state: AttemptState): Date | undefined => {
  const { answeredAt, endedAt } = state;
  const seconds = durationOf(state);
  if (answeredAt || !endedAt || !seconds) return answeredAt;
  return new Date(endedAt.getTime() - seconds * 1000);
};

export const durationOf = ({ apiDuration, callbackDuration }: AttemptState): number | undefined =>
  apiDuration ?? callbackDuration;

/** Whether Twilio denies to know the call, and nobody has told how it ended. */
export const isGone = ({ rank }: Pick<AttemptState, 'rank'>): boolean => rank === GONE_RANK;

/** When it ended; of a call that Twilio knows no more, when that was learnt. */
export const endedAtOf = (state: AttemptState): Date | undefined =>
  isGone(state) ? state.goneAt : state.endedAt;
