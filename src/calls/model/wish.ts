import type { Call } from './call.js';
import type { WishKind } from './call-step.js';

/** Whether the wish was ever stored, a stronger one beside it or not. Of a call with its events. */
export const wasWished = ({ steps = [] }: Call, kind: WishKind): boolean =>
  steps.some((step) => step.kind === kind);

/**
 * What became of a wish, as the call's events tell: `taken` Twilio did not refuse it, or a client was told that it is
 * fulfilled; `refused`; `open` nobody knows (yet). What was taken once stays so.
 */
export const fateOf = ({ attempts }: Call, kind: WishKind): 'taken' | 'refused' | 'open' => {
  const told = attempts.flatMap(({ events = [] }) => events.filter((event) => event.kind === kind));
  if (told.length === 0) return 'open';
  return told.some(({ source, status }) => source === 'atlas' || status) ? 'taken' : 'refused';
};

/** The wish that is to be carried out, if there is one. Of a call with its events. */
export const standingWish = (call: Call): WishKind | undefined => {
  const kind = call.wish?.kind;
  return kind && fateOf(call, kind) !== 'refused' ? kind : undefined;
};
