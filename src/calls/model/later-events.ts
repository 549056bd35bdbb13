import type { Attempt } from './call.js';
import type { CallEvent } from './call-event.js';

/** An attempt keeps so many of its events, in the order of arrival: several times what one has. */
export const EVENTS_KEPT = 40;
/** So many keys of those that came later are known, for Twilio repeats what it told lately. */
export const LATER_KEYS_KEPT = 50;

/** Compared as a whole, and so by the time first. */
interface Arrival {
  at: Date;
  event: CallEvent;
}

/** What is kept of the events that came when an attempt had its number. */
interface LaterEvents {
  count: number;
  keys: string[];
  /** The first and the last of each sort. */
  first: Record<string, Arrival>;
  last: Record<string, Arrival>;
}

/** By `laterOf`; not in the attempts, for the local server makes no field of a field there. */
export type LaterOfCall = Partial<Record<string, LaterEvents>>;

/** The name of what is kept of the n-th attempt. */
export const laterOf = (n: number): string => `attempt${n}`;

/** By who said so, what, and which status it told: some dozens of sorts at most. */
export const sortOf = ({ source, kind, status }: CallEvent): string =>
  [source, kind, ...(status ? [status] : [])].join('_');

export const arrivalOf = (event: CallEvent): Arrival => ({ at: event.receivedAt, event });

const withLater = (attempt: Attempt, { first, last, count }: LaterEvents): Attempt => {
  const arrivals = [...Object.values(first), ...Object.values(last)];
  const kept = new Map(arrivals.map(({ event }) => [event.key, event]));
  const inOrder = [...kept.values()].sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime());
  const unkept = count - inOrder.length;
  return { ...attempt, events: [...(attempt.events ?? []), ...inOrder], ...(unkept > 0 && { unkept }) };
};

/** The attempts with all events that are kept, in the order of arrival. */
export const attemptsWith = (attempts: Attempt[], later: LaterOfCall = {}): Attempt[] =>
  attempts.map((attempt) => {
    const own = later[laterOf(attempt.n)];
    return own ? withLater(attempt, own) : attempt;
  });
