import type { QueryFilter, UpdateQuery } from 'mongoose';
import { evidenceUpdate } from '../../database/evidence-update.js';
import type { CallDocument } from '../model/call.schema.js';
import { type CallEvent, evidenceOf } from '../model/call-event.js';
import { callRank, isFinal, restingRank, statusOfRank } from '../model/call-status.js';
import type { OutboxEntry } from '../model/outbox-entry.js';
import { noted } from './entry-of.js';
import { arrivalOf, EVENTS_KEPT, LATER_KEYS_KEPT, laterOf, sortOf } from '../model/later-events.js';

/** Of a call with a plan another attempt may follow, until the call is over: that it is for ever. */
const MAY_GO_ON: QueryFilter<CallDocument> = { plan: { $ne: null }, over: null };
const IS_OVER: QueryFilter<CallDocument> = { over: { $ne: null } };
const HAS_NO_PLAN: QueryFilter<CallDocument> = { plan: null };

/** How far what is told of an attempt brings these of the calls, and whether their attempt goes on then. */
interface Raise {
  calls?: QueryFilter<CallDocument>;
  attempt?: { rank: object };
  rank?: number;
  live?: '$addToSet' | '$pull';
}

export const raisesBy = (rank: number | undefined, hasPlan?: boolean): Raise[] => {
  if (rank === undefined) return [{}];
  if (isFinal(statusOfRank(rank))) {
    const goesOn: Raise = { calls: MAY_GO_ON, rank: restingRank(rank), live: '$pull' };
    const hasNone: Raise = { calls: HAS_NO_PLAN, rank, live: '$pull' };
    const isOver: Raise = { calls: IS_OVER, rank, live: '$pull' };
    // The first of them does for nearly every call, where it is known whether it has a plan.
    return hasPlan === false ? [hasNone, goesOn, isOver] : [goesOn, hasNone, isOver];
  }
  // One that had counted as failed goes on after all; one that stands further already may have ended.
  return [
    { attempt: { rank: { $lt: rank } }, rank, live: '$addToSet' },
    { attempt: { rank: { $gte: rank } }, rank },
  ];
};

/** Where an attempt keeps an event: in its list, until that is full; of the later ones the first and the last of each sort. */
export type Place = 'list' | 'later';

const LAST_PLACE = EVENTS_KEPT - 1;

/** Where the n-th attempt of this call is to keep the event; null where it knows it. */
export const placeFor = (
  n: number,
  { key }: CallEvent,
  { attempts, later }: Pick<CallDocument, 'attempts' | 'later'>,
): Place | null => {
  const events = attempts.find((each) => each.n === n)?.events ?? [];
  if (events.some((known) => known.key === key) || later?.[laterOf(n)]?.keys.includes(key)) return null;
  return events.length < EVENTS_KEPT ? 'list' : 'later';
};

/**
 * Of an attempt: that it has this place for an event. Beside the other conditions on it, for a path of its own into the attempts
 * has the local server take the first of them for the one that was found.
 */
export const roomIn = (place: Place): Record<string, unknown> => ({
  [`events.${LAST_PLACE}`]: { $exists: place === 'later' },
});

/** Of the call: that the event is none of the later ones that its n-th attempt knows. */
export const isNoneOfLater = (place: Place, n: number, { key }: CallEvent): Record<string, unknown> =>
  place === 'later' ? { [`later.${laterOf(n)}.keys`]: { $ne: key } } : {};

const joined = (n: number, event: CallEvent, { rank, live }: Raise) => {
  const { $max, $min } = evidenceUpdate(evidenceOf(event), 'attempts.$.');
  return {
    $max: { ...$max, ...($max && rank !== undefined && { rank: callRank(n, rank) }) },
    $min: { ...$min },
    ...(live && { [live]: { live: n } }),
  };
};

const inPlace = (place: Place, n: number, event: CallEvent) => {
  if (place === 'list') return { $push: { 'attempts.$.events': event } };
  const [arrival, sort, later] = [arrivalOf(event), sortOf(event), `later.${laterOf(n)}`];
  return {
    $push: { [`${later}.keys`]: { $each: [event.key], $slice: -LATER_KEYS_KEPT } },
    $inc: { [`${later}.count`]: 1 },
    $max: { [`${later}.last.${sort}`]: arrival },
    $min: { [`${later}.first.${sort}`]: arrival },
  };
};

/** Whether the attempt may stand further after it than before. */
const mayRaise = ({ rank, attempt }: Raise): boolean =>
  rank !== undefined && !(attempt && '$gte' in attempt.rank);

/** Joins an event into its attempt and its call, keeps it in its place, and notes that it is to be told. */
export const toldUpdate = (
  n: number,
  event: CallEvent,
  raise: Raise,
  place: Place,
  entry: OutboxEntry | null,
): UpdateQuery<CallDocument> => {
  const { $max, $min, ...others } = joined(n, event, raise);
  const kept = inPlace(place, n, event);
  const outbox = noted(mayRaise(raise) ? entry : null);
  const [greatest, earliest] = [
    { ...$max, ...kept.$max },
    { ...$min, ...kept.$min },
  ];
  return {
    ...others,
    $unset: { bareAt: '' },
    $push: { ...kept.$push, ...outbox.$push },
    $inc: { version: 1, uncounted: 1, ...kept.$inc, ...outbox.$inc },
    $currentDate: { changedAt: true },
    ...(Object.keys(greatest).length > 0 && { $max: greatest }),
    ...(Object.keys(earliest).length > 0 && { $min: earliest }),
  };
};
