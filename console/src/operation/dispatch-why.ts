import type { Schema } from '../api/client.js';
import { operationWords } from '../words/operation.js';

/** One reason for the state that dialling is in; `at` is the moment that the sentence ends with. */
interface Why {
  text: string;
  at?: string;
}

const { why } = operationWords;

const ofTheBreaker = ({ reason, explanations, retry_at }: Schema<'Dispatch'>): Why[] => [
  { text: reason ? `${why.refused} ${reason.message} (${reason.code}).` : why.failing },
  ...explanations.map(({ meaning, fix }) => ({ text: `${meaning}. ${fix}.` })),
  ...(retry_at ? [{ text: why.retryAt, at: retry_at }] : []),
];

/** Why calls are dialled or not, the weightiest first; never empty. */
export const whysOf = (dispatch: Schema<'Dispatch'>): Why[] => {
  const { state, paused_at, leader, live, max_concurrent_calls: most } = dispatch;
  const whys: Why[] = [
    ...(state === 'paused' ? [{ text: why.pausedAt, ...(paused_at && { at: paused_at }) }] : []),
    ...(state === 'tripped' ? ofTheBreaker(dispatch) : []),
    ...(leader ? [] : [{ text: why.noLeader }]),
    ...(most !== null && live >= most ? [{ text: why.full(most) }] : []),
  ];
  return whys.length > 0 ? whys : [{ text: why.well }];
};
