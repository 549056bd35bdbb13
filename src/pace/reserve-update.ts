import { LEADS_MS, SEEN_AFTER_MS, type SlotRequest } from './pace.js';

/** One operator of MongoDB's aggregation language. */
type Expression = Record<string, unknown>;

const NO_LIMIT = 1_000_000_000;

const NOW: Expression = { $toLong: '$now' };
const IS_PAUSED: Expression = { $gt: ['$pausedAt', null] };
const IS_TRIPPED: Expression = { $gt: ['$breaker.openUntil', null] };
// Compared as numbers: SecantusDB takes a date of this pipeline for a later one than the same date of the record.
const IS_OPEN: Expression = { $gt: [{ $toLong: '$breaker.openUntil' }, NOW] };

/** Slots from `first` to the horizon. */
const withinHorizon = ({ horizonMs, gapMs }: SlotRequest): Expression => ({
  $add: [1, { $floor: { $divide: [{ $subtract: [{ $add: [NOW, horizonMs] }, '$first'] }, gapMs] } }],
});

/** The room that was counted, less the slots given away that the count may not have seen yet. */
const roomLeft = ({ room, gapMs }: SlotRequest): Expression | number => {
  if (!room) return NO_LIMIT;
  const unseen = { $divide: [{ $subtract: ['$next', room.countedAt - SEEN_AFTER_MS] }, gapMs] };
  return { $subtract: [room.calls, { $max: [0, { $ceil: unseen }] }] };
};

/** Who leads goes on; who asks takes over where nobody leads any more. */
const leader = ({ instance }: SlotRequest): Expression => {
  const until = { $dateAdd: { startDate: '$now', unit: 'millisecond', amount: LEADS_MS } };
  const mayLead = {
    $or: [{ $eq: ['$leader.id', instance] }, { $not: [{ $gt: [{ $toLong: '$leader.until' }, NOW] }] }],
  };
  return { $cond: [mayLead, { id: instance, until }, '$leader'] };
};

/** The update of the one record that gives slots away: what it gave is in the record that it answers. */
export const reserveUpdate = (request: SlotRequest): { $set: Expression }[] => {
  const { count, gapMs, leadMs, servedTurn } = request;
  const most = { $cond: [IS_TRIPPED, Math.min(count, 1), count] };
  const possible = { $max: [0, { $min: [most, withinHorizon(request), roomLeft(request)] }] };
  const isProbe = { $and: [IS_TRIPPED, { $gt: ['$granted', 0] }] };
  const probing = (value: unknown, otherwise: unknown): Expression => ({
    $cond: [isProbe, value, otherwise],
  });
  return [
    { $set: { now: '$$NOW', first: { $max: ['$next', { $add: [{ $toLong: '$$NOW' }, leadMs] }] } } },
    { $set: { granted: { $cond: [{ $or: [IS_PAUSED, IS_OPEN] }, 0, possible] } } },
    {
      $set: {
        next: {
          $cond: [
            { $gt: ['$granted', 0] },
            { $add: ['$first', { $multiply: ['$granted', gapMs] }] },
            '$next',
          ],
        },
        leader: leader(request),
        current: { $max: ['$current', servedTurn] },
        'breaker.version': { $add: ['$breaker.version', probing(1, 0)] },
        'breaker.probing': probing(true, '$breaker.probing'),
        // The probe is waited for as long as the breaker was tripped; then another one is sent.
        'breaker.openUntil': probing(
          { $dateAdd: { startDate: '$now', unit: 'millisecond', amount: { $toLong: '$breaker.openMs' } } },
          '$breaker.openUntil',
        ),
      },
    },
  ];
};
