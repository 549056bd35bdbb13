import type { Collection } from 'mongoose';
import { pageOffset } from '../../common/page.js';
import { type CallDocument, WITHOUT_EVENTS } from '../model/call.schema.js';
import { type CallFilter, type CallListPart, type CallPosition, countingOf } from './call-list.js';
import { clausesOf, isCombined } from './call-query.mongo.js';
import { leadsOf } from './lead.mongo.js';
import type { Looked } from './bounded-look.mongo.js';
import { StretchFinder } from './stretch-finder.mongo.js';
import { StretchWalk } from './stretch-walk.mongo.js';

/**
 * So many calls are looked at for what is counted quickly, and for a page by several conditions: a little more than are
 * counted, and few enough for a server that takes a tenth of a millisecond for each.
 */
const LOOKED_AT = 1_200;
/** So many calls are looked at by one lead before another is tried, for each that is wanted. */
const LOOKS_EACH = 4;

/**
 * A part of a list, on SecantusDB alone, which reads the whole range of an index whatever the limit: the calls are
 * looked for in stretches of time that grow until there are enough, by each condition that has an index in turn. First
 * where they stand, which counts them as well; then the page.
 */
export const listByStretches = async (
  calls: Collection,
  filter: CallFilter,
  part: CallListPart,
  counted: number,
  most = LOOKED_AT,
): Promise<Looked> => {
  const passed = 'page' in part ? pageOffset(part) : 0;
  const least = passed + part.pageSize + 1;
  const isBounded = isCombined(filter) && countingOf(part) !== 'exact';
  const isCounted = countingOf(part) === 'quick';
  const wanted = {
    ...('page' in part ? {} : { after: part.after }),
    most: isCounted ? Math.max(least, isBounded ? most : counted + 1) : least,
  };
  const ways = waysOf(calls, filter, wanted);
  const { finder, end, isOver } = await (isBounded ? walkBounded(ways, most) : walkOn(ways, least, most));
  const isWhole = isOver && finder.count < wanted.most;
  const ids = finder.found.slice(passed, least).map(({ _id }) => _id);
  return {
    found: await inOrder(calls, ids),
    end,
    counted:
      isWhole || isBounded ? finder.count : Math.max(Math.min(finder.count, counted), passed + ids.length),
    isWhole,
  };
};

/** Without events, in the order in which they stand. */
const inOrder = async (calls: Collection, ids: string[]): Promise<CallDocument[]> => {
  if (ids.length === 0) return [];
  const found = calls.find({ _id: { $in: ids } } as object, { projection: WITHOUT_EVENTS });
  const byId = new Map(
    ((await found.toArray()) as unknown as CallDocument[]).map((each) => [each._id, each]),
  );
  return ids.flatMap((id) => byId.get(id) ?? []);
};

interface Wanted {
  after?: CallPosition;
  most: number;
}

interface Way {
  finder: StretchFinder;
  walk: StretchWalk;
}

interface Walked {
  finder: StretchFinder;
  isOver: boolean;
  /** Where others may stand that were not looked at. */
  end: CallPosition | null;
}

const waysOf = (
  calls: Collection,
  { from, until, ...filter }: CallFilter,
  { after, most }: Wanted,
): Way[] => {
  const wanted = { ...(from && { from }), ...(until && { until }), ...(after && { after }), most };
  return leadsOf(clausesOf(filter)).map((lead) => {
    const finder = new StretchFinder(calls, lead.rest);
    return { finder, walk: new StretchWalk(finder, lead, wanted) };
  });
};

/** After a position at the beginning of a moment stands what was made before it. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** By a bounded number of looks, of which the lead that goes farthest back in time has found the most. */
const walkBounded = async (all: Way[], most: number): Promise<Walked> => {
  const ways = all.filter(({ walk }) => walk.isByTime);
  for (const { finder, walk } of ways) {
    await walk.goOn(most / ways.length);
    if (walk.isOver) return { finder, isOver: true, end: null };
  }
  const far = ways.reduce((best, each) => (each.walk.reached < best.walk.reached ? each : best));
  return { finder: far.finder, isOver: false, end: { createdAt: far.walk.reached, id: FIRST_ID } };
};

/** Until there are as many as are wanted at least. */
const walkOn = async (ways: Way[], least: number, most: number): Promise<Walked> => {
  for (let looks = Math.max(most, LOOKS_EACH * least); ; looks *= LOOKS_EACH)
    for (const { finder, walk } of ways) {
      await walk.goOn(looks);
      if (walk.isOver || finder.count >= least) return { finder, isOver: walk.isOver, end: null };
    }
};
