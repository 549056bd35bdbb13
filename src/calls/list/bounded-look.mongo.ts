import type { Model } from 'mongoose';
import { pageOffset } from '../../common/page.js';
import { findDocuments } from '../../database/find-documents.js';
import { following } from '../../database/following.js';
import { madeBetween } from '../../database/made-between.js';
import { type CallDocument, WITHOUT_EVENTS } from '../model/call.schema.js';
import type { CallFilter, CallListPart, CallPosition } from './call-list.js';
import {
  allOf,
  type Clause,
  clausesOf,
  MOST_POINTS,
  NEWEST_FIRST,
  pointsOf,
  type Query,
  reaching,
} from './call-query.mongo.js';

/** So many calls are looked at for one page, whatever is in the database. */
export const MOST_LOOKED_AT = 2_000;

/** What a look of bounded length has found. */
export interface Looked {
  found: CallDocument[];
  /** The last call that was looked at, where others stand behind it. */
  end: CallPosition | null;
  /** How many were found in all, wherever the page begins; of the first look alone. */
  counted: number;
  /** Whether those are all that there are. */
  isWhole: boolean;
}

interface Lead {
  range: Query;
  rest: Query;
  end: CallPosition | null;
}

/**
 * The newest calls that meet several conditions: of those that meet one of them, by the index of which they are in the
 * order of the list, a bounded number is looked at. Nobody knows whether any of them meets the others.
 */
export const lookForNewest = async (
  calls: Model<CallDocument>,
  filter: CallFilter,
  part: CallListPart,
  most = MOST_LOOKED_AT,
): Promise<Looked> => {
  const { range, rest, end } = await farthest(calls, filter, part, most);
  const page = [
    { $skip: 'page' in part ? pageOffset(part) : 0 },
    { $limit: part.pageSize + 1 },
    { $project: WITHOUT_EVENTS },
  ];
  // Bounded by where the look ends and not by a number: calls that are made in between would push others out of it.
  const looked = [{ $match: end ? reaching(range, end) : range }, { $sort: NEWEST_FIRST }, { $match: rest }];
  if (!('page' in part) || part.total === 'none') {
    const found = await calls.collection.aggregate([...looked, ...page] as object[]).toArray();
    return { found: found as unknown as CallDocument[], end, counted: 0, isWhole: false };
  }
  const facets = { $facet: { found: page, all: [{ $count: 'n' }] } };
  const [answer] = await calls.collection.aggregate([...looked, facets] as object[]).toArray();
  const { found, all } = answer as unknown as { found: CallDocument[]; all: { n: number }[] };
  return { found, end, counted: all[0]?.n ?? 0, isWhole: !end };
};

/** By the condition that brings the look farthest back in time: it lets the fewest calls through. */
const farthest = async (
  calls: Model<CallDocument>,
  filter: CallFilter,
  part: CallListPart,
  most: number,
): Promise<Lead> => {
  const clauses = clausesOf(filter);
  const made = madeBetween(filter);
  const leads = clauses.filter((each) => pointsOf(each) <= MOST_POINTS);
  const ways = (leads.length > 0 ? leads : [null]).map(async (lead): Promise<Lead> => {
    const query = { ...(lead && allOf([lead])), ...made };
    const range = 'page' in part ? query : following(query, part.after);
    const rest = allOf(clauses.filter((each: Clause) => each !== lead));
    return { range, rest, end: await endOf(calls, range, most) };
  });
  return (await Promise.all(ways)).reduce((best, each) => (isFarther(each.end, best.end) ? each : best));
};

/** Found by entries of the index alone. */
const endOf = async (
  calls: Model<CallDocument>,
  range: Query,
  most: number,
): Promise<CallPosition | null> => {
  const [last] = await findDocuments(calls, range, {
    projection: { createdAt: 1 },
    sort: NEWEST_FIRST,
    skip: most - 1,
    limit: 1,
  });
  return last ? { createdAt: last.createdAt, id: last._id } : null;
};

const isFarther = (one: CallPosition | null, other: CallPosition | null): boolean =>
  other !== null && (one === null || one.createdAt < other.createdAt);
