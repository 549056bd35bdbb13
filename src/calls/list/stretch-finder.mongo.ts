import type { Collection } from 'mongoose';
import type { CallDocument } from '../model/call.schema.js';
import { allowedBy, type Clause, NEWEST_FIRST, newestOf, type Query } from './call-query.mongo.js';

/** Where a call stands in the list, with what is to be checked of it. */
export type Found = Pick<CallDocument, '_id' | 'createdAt'>;

/** Reads what lies in one stretch. */
export interface StretchReader {
  /** How many calls that fit were read. */
  readonly count: number;
  /** Reads the newest of them that fit, at most so many more, by each look at an index. Answers how many calls were looked at. */
  read(looks: readonly Query[], most: number, fits: (found: Found) => boolean): Promise<number>;
}

/** A range is answered at once: to go on with a cursor costs as much as to ask. */
const AT_ONCE = 100_000;

type Check = (found: object) => boolean;

const valueAt = (path: readonly string[], found: object): unknown =>
  path.reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], found);

/** As the server would say of a call, whose field is such a value or a list with it; it takes twice as long to say so. */
const checkOf = (clause: Clause): Check => {
  const allowed = new Set(allowedBy(clause).map((value) => JSON.stringify(value)));
  const path = clause.field.split('.');
  return (found) => [valueAt(path, found)].flat().some((value) => allowed.has(JSON.stringify(value)));
};

/** Finds the calls, newest first, without their content. */
export class StretchFinder implements StretchReader {
  readonly found: Found[] = [];
  private readonly projection: Record<string, 1>;
  private readonly checks: Check[];

  constructor(
    private readonly calls: Collection,
    rest: readonly Clause[],
  ) {
    this.projection = Object.fromEntries(
      ['createdAt', ...rest.map(({ field }) => field)].map((name) => [name, 1]),
    );
    this.checks = rest.map(checkOf);
  }

  get count(): number {
    return this.found.length;
  }

  async read(looks: readonly Query[], most: number, fits: (found: Found) => boolean): Promise<number> {
    const all = (await Promise.all(looks.map((indexed) => this.look(indexed)))).flat();
    const fitting = all.filter((each) => fits(each) && this.checks.every((meets) => meets(each)));
    // One by one: as arguments, those before a far page would be too many.
    for (const each of newestOf(fitting).slice(0, most)) this.found.push(each);
    return all.length;
  }

  /** Sorted, though only to spare the server the question in which order MongoDB would answer. */
  private async look(indexed: Query): Promise<Found[]> {
    const options = { projection: this.projection, sort: NEWEST_FIRST, batchSize: AT_ONCE };
    const found = await this.calls.find(indexed as object, options).toArray();
    return found as unknown as Found[];
  }
}
