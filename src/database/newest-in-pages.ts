import type { Model } from 'mongoose';
import { inBatches } from '../common/in-batches.js';
import type { TimeSpan } from '../common/time-span.js';
import { madeBetween } from './made-between.js';
import { readsWholeRanges } from './reads-whole-ranges.js';

const FIRST_STRETCH_MS = 3_600_000;
const SHORTEST_MS = 1_000;
const GROWTH = 3;
/** What is older than this is one stretch. */
const LONG_AGO_MS = 3 * 365 * 86_400_000;
/** SecantusDB does its whole work again for each batch of a cursor: a stretch is to fit into one. */
const BATCHES_AT_ONCE = 10;

interface PageOptions {
  size: number;
  projection?: object;
}

/**
 * What was made within a span, newest first, in pages of so many, by the index of the time: no more than a page is held,
 * however many there are. A page may be empty; whoever goes through them may stop at each.
 */
export async function* newestInPages<T>(
  model: Model<T>,
  span: TimeSpan,
  { size, projection }: PageOptions,
): AsyncGenerator<T[]> {
  const isLocal = await readsWholeRanges(model.db);
  const options = {
    projection,
    sort: { createdAt: -1, _id: -1 } as const,
    batchSize: isLocal ? BATCHES_AT_ONCE * size : size,
  };
  const read = (part: TimeSpan): AsyncGenerator<T[]> => {
    const found = model.collection.find(madeBetween(part) as object, options);
    return inBatches(found as unknown as AsyncIterable<T>, size);
  };
  if (isLocal) yield* byStretches(read, span, size);
  else yield* read(span);
}

/** SecantusDB reads the whole range of an index, whatever is wanted of it: it is asked for stretches of about a page. */
async function* byStretches<T>(
  read: (part: TimeSpan) => AsyncGenerator<T[]>,
  { from, until }: TimeSpan,
  size: number,
): AsyncGenerator<T[]> {
  let [end, width, walked] = [until, FIRST_STRETCH_MS, 0];
  for (let isLast = false; !isLast;) {
    const begin = new Date((end?.getTime() ?? Date.now()) - width);
    isLast = walked > LONG_AGO_MS || (from !== undefined && begin <= from);
    let seen = 0;
    for await (const page of read({ from: isLast ? from : begin, until: end })) {
      seen += page.length;
      yield page;
    }
    if (seen === 0) yield [];
    walked += width;
    end = begin;
    width = nextWidth(width, walked, seen, size);
  }
}

const nextWidth = (width: number, walked: number, seen: number, size: number): number =>
  seen * GROWTH <= size
    ? Math.max(width * GROWTH, walked / GROWTH)
    : Math.max(SHORTEST_MS, Math.min(width * GROWTH, (width * size) / seen));
