import type { Collection } from 'mongoose';
import { pageOffset } from '../../common/page.js';
import { type CallDocument, WITHOUT_EVENTS } from '../model/call.schema.js';
import { type CallFilter, type CallListPart, type CallPosition, countingOf } from './call-list.js';
import { clausesOf, isCombined } from './call-query.mongo.js';
import { type Lead, leadsOf } from './lead.mongo.js';
import type { Looked } from './bounded-look.mongo.js';
import { StretchCounter } from './stretch-counter.mongo.js';
import { type Found, StretchFinder } from './stretch-finder.mongo.js';
import { StretchWalk, type WantedCalls } from './stretch-walk.mongo.js';

/**
 * So many calls are looked at for what is counted quickly, and for a page by several conditions: a little more than are
 * counted, and few enough for a server that takes a tenth of a millisecond for each.
 */
const LOOKED_AT = 1_200;
/** So many calls are looked at by one lead before another is tried, for each that is wanted. */
const LOOKS_EACH = 4;

/**
 * A part of a list, on SecantusDB alone, which reads the whole range of an index whatever the limit: the calls are
 * looked for in stretches of time that grow until there are enough, by each condition that has an index in turn.
 */
export const listByStretches = async (
  calls: Collection,
  filter: CallFilter,
  part: CallListPart,
  counted: number,
  most = LOOKED_AT,
): Promise<Looked> => {
  const leads = leadsOf(clausesOf(filter));
  const [lead] = leads;
  return lead?.isByTime && leads.length === 1 && lead.rest.length === 0
    ? listInOrder(calls, lead, filter, part, counted)
    : listAmong(calls, leads, filter, part, counted, most);
};

/** Where one index holds the calls of the list, and no others, in its order: the server counts what follows the page. */
const listInOrder = async (
  calls: Collection,
  lead: Lead,
  filter: CallFilter,
  part: CallListPart,
  counted: number,
): Promise<Looked> => {
  const passed = passedBy(part);
  const least = passed + part.pageSize + 1;
  const wanted = wantedOf(filter, part, least);
  // What is passed is read without its content.
  const finder = new StretchFinder(calls, [], passed === 0 ? WITHOUT_EVENTS : undefined);
  const walk = new StretchWalk(finder, lead, wanted);
  while (!walk.isOver) await walk.goOn(Infinity);
  const { found } = finder;
  const page = passed === 0 ? (found as CallDocument[]) : await inOrder(calls, idsOf(found.slice(passed)));
  const last = found.at(-1);
  if (!last || found.length < least || countingOf(part) !== 'quick')
    return { found: page, end: null, counted: found.length, isWhole: found.length < least };
  const counter = new StretchCounter(calls);
  const after = { createdAt: last.createdAt, id: last._id };
  const rest = new StretchWalk(counter, lead, {
    ...wanted,
    after,
    most: counted + 1 - least,
    width: walk.width,
  });
  while (!rest.isOver) await rest.goOn(Infinity);
  const all = found.length + counter.count;
  return {
    found: page,
    end: null,
    counted: all > counted ? Math.max(counted, least) : all,
    isWhole: all <= counted,
  };
};

/** Where calls are found by one condition, or in no order, and checked for the others: first where they stand, which counts them as well; then the page. */
const listAmong = async (
  calls: Collection,
  leads: Lead[],
  filter: CallFilter,
  part: CallListPart,
  counted: number,
  most: number,
): Promise<Looked> => {
  const passed = passedBy(part);
  const least = passed + part.pageSize + 1;
  const isBounded = isCombined(filter) && countingOf(part) !== 'exact';
  const isCounted = countingOf(part) === 'quick';
  const wanted = wantedOf(filter, part, isCounted ? Math.max(least, isBounded ? most : counted + 1) : least);
  const ways = leads.map((lead): Way => {
    const finder = new StretchFinder(calls, lead.rest);
    return { finder, walk: new StretchWalk(finder, lead, wanted) };
  });
  const { finder, end, isOver } = await (isBounded ? walkBounded(ways, most) : walkOn(ways, least, most));
  const isWhole = isOver && finder.count < wanted.most;
  const ids = idsOf(finder.found.slice(passed, least));
  return {
    found: await inOrder(calls, ids),
    end,
    counted:
      isWhole || isBounded ? finder.count : Math.max(Math.min(finder.count, counted), passed + ids.length),
    isWhole,
  };
};

const passedBy = (part: CallListPart): number => ('page' in part ? pageOffset(part) : 0);

const wantedOf = ({ from, until }: CallFilter, part: CallListPart, most: number): WantedCalls => ({
  ...(from && { from }),
  ...(until && { until }),
  ...(!('page' in part) && { after: part.after }),
  most,
});

const idsOf = (found: Found[]): string[] => found.map(({ _id }) => _id);

/** Without events, in the order in which they stand. */
const inOrder = async (calls: Collection, ids: string[]): Promise<CallDocument[]> => {
  if (ids.length === 0) return [];
  const found = calls.find({ _id: { $in: ids } } as object, { projection: WITHOUT_EVENTS });
  const byId = new Map(
    ((await found.toArray()) as unknown as CallDocument[]).map((each) => [each._id, each]),
  );
  return ids.flatMap((id) => byId.get(id) ?? []);
};

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
