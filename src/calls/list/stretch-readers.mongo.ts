import type { Collection } from 'mongoose';
import type { CallDocument } from '../model/call.schema.js';
import { NEWEST_FIRST, newestOf, type Query } from './call-query.mongo.js';
import type { StretchReader } from './stretch-walk.mongo.js';

export type Projection = Readonly<Record<string, 0 | 1>>;

interface Seen<Found> {
  found: Found;
  seen: number;
}

const isEmpty = (query: Query): boolean => Object.keys(query).length === 0;

/** Gathers the calls, newest first. */
export class CallGatherer implements StretchReader {
  readonly found: CallDocument[] = [];

  constructor(
    private readonly calls: Collection,
    private readonly projection: Projection,
  ) {}

  get count(): number {
    return this.found.length;
  }

  async read(looks: readonly Query[], rest: Query, most: number): Promise<number> {
    const all = await Promise.all(looks.map((indexed) => this.look(indexed, rest, most)));
    const found = newestOf(all.flatMap((each) => each.found));
    // One by one: as arguments, those before a far page would be too many.
    for (const each of found.slice(0, most)) this.found.push(each);
    return all.reduce((sum, { seen }) => sum + seen, 0);
  }

  private async look(indexed: Query, rest: Query, limit: number): Promise<Seen<CallDocument[]>> {
    const { projection } = this;
    if (isEmpty(rest)) {
      const some = this.calls.find(indexed as object, { projection, sort: NEWEST_FIRST, limit });
      const found = (await some.toArray()) as unknown as CallDocument[];
      return { found, seen: found.length };
    }
    const fitting = [{ $match: rest }, { $sort: NEWEST_FIRST }, { $limit: limit }, { $project: projection }];
    return seenAlso(this.calls, indexed, fitting);
  }
}

/** Counts the calls, and reads none. */
export class CallCounter implements StretchReader {
  count = 0;

  constructor(private readonly calls: Collection) {}

  async read(looks: readonly Query[], rest: Query): Promise<number> {
    const all = await Promise.all(looks.map((indexed) => this.look(indexed, rest)));
    this.count += all.reduce((sum, { found }) => sum + found, 0);
    return all.reduce((sum, { seen }) => sum + seen, 0);
  }

  private async look(indexed: Query, rest: Query): Promise<Seen<number>> {
    const count = { $count: 'n' };
    if (!isEmpty(rest)) {
      const { found, seen } = await seenAlso<{ n: number }>(this.calls, indexed, [{ $match: rest }, count]);
      return { found: found[0]?.n ?? 0, seen };
    }
    const [counted] = await this.calls.aggregate([{ $match: indexed }, count]).toArray();
    const seen = Number(counted?.['n'] ?? 0);
    return { found: seen, seen };
  }
}

/** What the stages find, and how many calls they were asked of. */
const seenAlso = async <Found>(
  calls: Collection,
  indexed: Query,
  stages: object[],
): Promise<Seen<Found[]>> => {
  const facets = { $facet: { all: [{ $count: 'n' }], found: stages } };
  const [answer] = await calls.aggregate([{ $match: indexed }, facets]).toArray();
  const { all, found } = answer as { all: { n: number }[]; found: Found[] };
  return { found, seen: all[0]?.n ?? 0 };
};
