import type { Schema } from '../api/client.js';
import type { Tone } from '../ui/badge.js';
import { deliveriesWords as words } from '../words/subscriptions.js';

export type Delivery = Schema<'Delivery'>;
type Try = Delivery['tries'][number];

export const TONES: Readonly<Record<Delivery['status'], Tone>> = {
  pending: 'busy',
  delivered: 'good',
  dead: 'bad',
};

/** What came of a try, in words. */
export const outcomeOf = ({ status, error }: Try): string =>
  [status === null ? null : words.answered(status), error].filter(Boolean).join(': ');

/** What came of the last try. */
export const lastOutcome = ({ tries }: Delivery): string => {
  const last = tries.at(-1);
  return last ? outcomeOf(last) : words.notTried;
};

const SOON_MS = 15_000;

/** In how many milliseconds to look at it again: soon where it is on its way, which takes a moment. */
export const lookAgainIn = (delivery: Delivery | undefined, now = Date.now()): number =>
  delivery?.status === 'pending' && delivery.due_at !== null && Date.parse(delivery.due_at) < now + SOON_MS
    ? 1_000
    : 5_000;
