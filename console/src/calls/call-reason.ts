import { waitsWords } from '../words/call-states.js';
import type { Call } from './live-list.js';

/** Why a call waits or has failed, in a sentence; `until` is the moment that it ends with. Null where there is nothing to say. */
export const reasonOf = ({
  waiting,
  failure_reason: failure,
  explanations,
}: Pick<Call, 'waiting' | 'failure_reason' | 'explanations'>): { text: string; until?: string } | null => {
  if (waiting) return { text: waitsWords(waiting.for), ...(waiting.until && { until: waiting.until }) };
  const [explained] = explanations;
  if (explained) return { text: explained.meaning };
  return failure ? { text: failure.message } : null;
};
