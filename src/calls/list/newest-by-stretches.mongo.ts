import type { Collection } from 'mongoose';
import { pageOffset } from '../../common/page.js';
import { type CallDocument, WITHOUT_EVENTS } from '../model/call.schema.js';
import type { CallFilter, CallListPart, CallPosition } from './call-list.js';
import { clausesOf } from './call-query.mongo.js';
import { leadsOf } from './lead.mongo.js';
import { CallCounter, CallGatherer, type Projection } from './stretch-readers.mongo.js';
import { type StretchReader, StretchWalk } from './stretch-walk.mongo.js';

/** So many calls are looked at by one lead before another is tried, and for each that is wanted. */
const LEAST_LOOKS = 1_500;
const LOOKS_EACH = 4;

/**
 * The newest calls of a list, on SecantusDB alone, which reads the whole range of an index whatever the limit: they are
 * looked for in stretches of time that grow until there are enough, by each condition that has an index in turn.
 */
export const newestByStretches = async (
  calls: Collection,
  filter: CallFilter,
  part: CallListPart,
): Promise<CallDocument[]> => {
  const most = part.pageSize + 1;
  const gather = async (wanted: Wanted, projection: Projection): Promise<CallDocument[]> => {
    const gatherer = await walk(filter, wanted, () => new CallGatherer(calls, projection));
    return gatherer.found;
  };
  if (!('page' in part)) return gather({ after: part.after, most }, WITHOUT_EVENTS);
  const skipped = pageOffset(part);
  if (skipped === 0) return gather({ most }, WITHOUT_EVENTS);
  // What is skipped is read without its content.
  const last = (await gather({ most: skipped }, { createdAt: 1 }))[skipped - 1];
  const after = last && { createdAt: last.createdAt, id: last._id };
  return after ? gather({ after, most }, WITHOUT_EVENTS) : [];
};

/** How many there are, counted up to about so many. */
export const countByStretches = async (
  calls: Collection,
  filter: CallFilter,
  most: number,
): Promise<number> => (await walk(filter, { most }, () => new CallCounter(calls))).count;

interface Wanted {
  after?: CallPosition;
  most: number;
}

const walk = async <Reader extends StretchReader>(
  { from, until, ...filter }: CallFilter,
  { after, most }: Wanted,
  open: () => Reader,
): Promise<Reader> => {
  const wanted = { ...(from && { from }), ...(until && { until }), ...(after && { after }), most };
  const walks = leadsOf(clausesOf(filter)).map((lead) => {
    const reader = open();
    return { reader, way: new StretchWalk(reader, lead, wanted) };
  });
  for (let looks = Math.max(LEAST_LOOKS, LOOKS_EACH * most); ; looks *= 4)
    for (const { reader, way } of walks) {
      await way.goOn(looks);
      if (way.isOver) return reader;
    }
};
