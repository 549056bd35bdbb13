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
  read(looks: readonly Query[], most: number, fits?: (found: Found) => boolean): Promise<number>;
}

/** A range is answered at once: to go on with a cursor costs as much as to ask. */
const AT_ONCE = 100_000;

type Projection = Record<string, 0 | 1>;

type Check = (found: object) => boolean;

const valueAt = (path: readonly string[], found: object): unknown =>
  path.reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], found);

/** As the server would say of a call, whose field is such a value or a list with it; it takes twice as long to say so. */
const checkOf = (clause: Clause): Check => {
  const allowed = new Set(allowedBy(clause).map((value) => JSON.stringify(value)));
  const path = clause.field.split('.');
  return (found) => [valueAt(path, found)].flat().some((value) => allowed.has(JSON.stringify(value)));
};

/** What the checks need and where calls stand. */
const placesAnd = (rest: readonly Clause[]): Projection =>
  Object.fromEntries(['createdAt', ...rest.map(({ field }) => field)].map((name) => [name, 1]));

/** Finds the calls, newest first; without their content, where nothing else is said. */
export class StretchFinder implements StretchReader {
  readonly found: Found[] = [];
  private readonly checks: Check[];

  constructor(
    private readonly calls: Collection,
    rest: readonly Clause[],
    private readonly projection = placesAnd(rest),
  ) {
    this.checks = rest.map(checkOf);
  }

  get count(): number {
    return this.found.length;
  }

  async read(looks: readonly Query[], most: number, fits?: (found: Found) => boolean): Promise<number> {
    // Where all fit, no more than are wanted need to come.
    const limit = fits || this.checks.length > 0 ? 0 : most;
    const all = (await Promise.all(looks.map((indexed) => this.look(indexed, limit)))).flat();
    const fitting = all.filter((each) => (!fits || fits(each)) && this.checks.every((meets) => meets(each)));
    // One by one: as arguments, those before a far page would be too many.
    for (const each of newestOf(fitting).slice(0, most)) this.found.push(each);
    return all.length;
  }

  private async look(indexed: Query, limit: number): Promise<Found[]> {
    const options = { projection: this.projection, sort: NEWEST_FIRST, limit, batchSize: AT_ONCE };
    const found = await this.calls.find(indexed as object, options).toArray();
    return found as unknown as Found[];
  }
}
