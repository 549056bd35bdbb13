import type { QueryFilter } from 'mongoose';
import type { CallDocument } from '../model/call.schema.js';
import { callRanksOf, type CallStatus } from '../model/call-status.js';
import type { CallFilter, CallPosition } from './call-list.js';

export type Query = QueryFilter<CallDocument>;

/** One of the conditions that a call has to meet. */
export interface Clause {
  field: string;
  condition: unknown;
  /** Where it is met by a value, or by one of a few: these. An index finds each with the time. */
  values?: readonly unknown[];
}

const is = (field: string, value: unknown): Clause => ({ field, condition: value, values: [value] });

/** All that is asked for but the time; first what lets the fewest calls through, for SecantusDB looks by one alone. */
export const clausesOf = (filter: CallFilter): Clause[] => [
  ...(filter.ids ? [{ field: '_id', condition: { $in: filter.ids } }] : []),
  ...(filter.to === undefined ? [] : [is('to', filter.to)]),
  ...(filter.userHandles ? [amongHandles(filter.userHandles)] : []),
  ...(filter.metadata ? [amongPairs(filter.metadata)] : []),
  ...(filter.result === undefined ? [] : [is('results', filter.result)]),
  ...(filter.anyResult ? [{ field: 'results', condition: { $in: filter.anyResult } }] : []),
  ...(filter.campaignId === undefined ? [] : [is('plan.campaignId', filter.campaignId)]),
  ...(filter.hasFeedback === undefined ? [] : [is('hasFeedback', filter.hasFeedback)]),
  ...(filter.hasRecording === undefined ? [] : [is('hasRecording', filter.hasRecording)]),
  ...(filter.statuses ? [amongStatuses(filter.statuses)] : []),
];

/** Of many ranks an index finds each, and they are in no order of time. */
const amongStatuses = (statuses: readonly CallStatus[]): Clause => ({
  field: 'rank',
  condition: { $in: statuses.flatMap(callRanksOf) },
});

const amongHandles = (handles: readonly string[]): Clause => ({
  field: 'userExternalId',
  condition: { $in: handles },
  values: handles,
});

/** The pairs are a list of lists, of which one equals this; without $eq Mongoose would look for either word. */
const amongPairs = (pair: readonly string[]): Clause => ({
  field: 'plan.metadata',
  condition: { $eq: pair },
  values: [pair],
});

/** In the order of the lists. */
export const NEWEST_FIRST = { createdAt: -1, _id: -1 } as const;

/** All that a call may have there. */
export const allowedBy = ({ values, condition }: Clause): readonly unknown[] =>
  values ?? (condition as { $in: unknown[] }).$in;

/** At how many places an index is read for it. */
export const pointsOf = (clause: Clause): number => allowedBy(clause).length;

/** MongoDB reads an index at so many places at most, and joins what it finds in order; beyond it reads and sorts all. */
export const MOST_POINTS = 200;

/** The same in pieces, each of which an index serves in the order of the list. */
export const piecesOf = (clause: Clause): Clause[] => {
  if (pointsOf(clause) <= MOST_POINTS) return [clause];
  const { $in: all } = clause.condition as { $in: unknown[] };
  const pieces = Array.from({ length: Math.ceil(all.length / MOST_POINTS) }, (_, i) =>
    all.slice(i * MOST_POINTS, (i + 1) * MOST_POINTS),
  );
  return pieces.map(($in) => ({ field: clause.field, condition: { $in } }));
};

/** Several conditions of which no index tells whether any call meets them all. */
export const isCombined = (filter: CallFilter): boolean => {
  const clauses = clausesOf(filter);
  return clauses.length > 1 && clauses[0]?.field !== '_id';
};

/** All of them at once; two of one field stand beside each other. */
export const allOf = (clauses: readonly Clause[]): Query => {
  const query: Record<string, unknown> = {};
  const others: Query[] = [];
  for (const { field, condition } of clauses)
    if (field in query) others.push({ [field]: condition });
    else query[field] = condition;
  return { ...query, ...(others.length > 0 && { $and: others }) } as Query;
};

/** What stands up to a position, newest first, and that one. */
export const reaching = (query: Query, { createdAt, id }: CallPosition): Query => ({
  ...query,
  createdAt: { ...(query.createdAt as object | undefined), $gt: new Date(createdAt.getTime() - 1) },
  $and: [...(query.$and ?? []), { $or: [{ createdAt: { $gt: createdAt } }, { _id: { $gte: id } }] }],
});

type Placed = Pick<CallDocument, '_id' | 'createdAt'>;

const newestFirst = (a: Placed, b: Placed): number =>
  b.createdAt.getTime() - a.createdAt.getTime() || (a._id < b._id ? 1 : -1);

/** What was found in several places, each once, in the order of the list. */
export const newestOf = <T extends Placed>(found: T[]): T[] =>
  [...new Map(found.map((each) => [each._id, each])).values()].sort(newestFirst);
