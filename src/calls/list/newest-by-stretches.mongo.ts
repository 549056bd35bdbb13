import type { Collection } from 'mongoose';
import { pageOffset } from '../../common/page.js';
import { type CallDocument, WITHOUT_EVENTS } from '../model/call.schema.js';
import type { CallFilter, CallListPart, CallPosition } from './call-list.js';
import { clausesOf } from './call-query.mongo.js';
import { leadsOf } from './lead.mongo.js';
import { type Looked, MOST_LOOKED_AT } from './bounded-look.mongo.js';
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

/** How many there are, up to so many, among a bounded number that is looked at; and whether those are all. */
export const countByStretches = async (
  calls: Collection,
  filter: CallFilter,
  most: number,
): Promise<{ count: number; isWhole: boolean }> => {
  const { reader, end } = await walkBounded(filter, { most }, MOST_LOOKED_AT, () => new CallCounter(calls));
  return { count: reader.count, isWhole: !end && reader.count < most };
};

/** What a look of bounded length has found by one of several conditions, whichever led farthest back. */
export const lookByStretches = async (
  calls: Collection,
  filter: CallFilter,
  part: CallListPart,
  most = MOST_LOOKED_AT,
): Promise<Looked> => {
  const passed = 'page' in part ? pageOffset(part) : 0;
  const wanted = { ...('page' in part ? {} : { after: part.after }), most: passed + part.pageSize + 1 };
  const { reader, end } = await walkBounded(
    filter,
    wanted,
    most,
    () => new CallGatherer(calls, WITHOUT_EVENTS),
  );
  const found = reader.found.slice(passed);
  const isWhole = !end && reader.count < wanted.most;
  if (!('page' in part) || part.total === 'none' || isWhole)
    return { found, end, counted: reader.count, isWhole };
  const { count: counted, ...others } = await countByStretches(calls, filter, most);
  return { found, end, counted: Math.max(counted, reader.count), ...others };
};

interface Wanted {
  after?: CallPosition;
  most: number;
}

interface Way<Reader> {
  reader: Reader;
  way: StretchWalk;
}

const waysOf = <Reader extends StretchReader>(
  { from, until, ...filter }: CallFilter,
  { after, most }: Wanted,
  open: () => Reader,
): Way<Reader>[] => {
  const wanted = { ...(from && { from }), ...(until && { until }), ...(after && { after }), most };
  return leadsOf(clausesOf(filter)).map((lead) => {
    const reader = open();
    return { reader, way: new StretchWalk(reader, lead, wanted) };
  });
};

/** After a position at the beginning of a moment stands what was made before it. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

const walkBounded = async <Reader extends StretchReader>(
  filter: CallFilter,
  wanted: Wanted,
  most: number,
  open: () => Reader,
): Promise<{ reader: Reader; end: CallPosition | null }> => {
  const ways = waysOf(filter, wanted, open).filter(({ way }) => way.isByTime);
  for (const { reader, way } of ways) {
    await way.goOn(most / ways.length);
    if (way.isOver) return { reader, end: null };
  }
  const far = ways.reduce((best, each) => (each.way.reached < best.way.reached ? each : best));
  return { reader: far.reader, end: { createdAt: far.way.reached, id: FIRST_ID } };
};

const walk = async <Reader extends StretchReader>(
  filter: CallFilter,
  wanted: Wanted,
  open: () => Reader,
): Promise<Reader> => {
  const walks = waysOf(filter, wanted, open);
  for (let looks = Math.max(LEAST_LOOKS, LOOKS_EACH * wanted.most); ; looks *= 4)
    for (const { reader, way } of walks) {
      await way.goOn(looks);
      if (way.isOver) return reader;
    }
};
