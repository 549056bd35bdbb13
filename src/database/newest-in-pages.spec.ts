import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Model, Schema } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { newestOf } from '../common/testing/newest-of.js';
import { newestInPages } from './newest-in-pages.js';

interface Thing {
  _id: string;
  createdAt: Date;
  text: string;
}

const NOW = Date.now();
const [HOUR_MS, DAY_MS] = [3_600_000, 86_400_000];
/** Several of one moment, many within a second, few within years, some of what this clock calls tomorrow. */
const AGES = [
  ...Array<number>(7).fill(5_000),
  ...Array.from({ length: 120 }, (_, n) => 2 * HOUR_MS + n * 7),
  ...Array.from({ length: 30 }, (_, n) => n * n * 3 * DAY_MS),
  ...[-HOUR_MS, -DAY_MS, 12 * 365 * DAY_MS],
];

let database: TestDatabase;
let things: Model<Thing>;
let all: Thing[];

beforeAll(async () => {
  database = await openTestDatabase();
  const schema = new Schema<Thing>({ _id: String, createdAt: Date, text: String }, { collection: 'things' });
  schema.index({ createdAt: -1, _id: -1 });
  things = database.connection.model<Thing>('Thing', schema);
  await things.init();
  all = AGES.map((age, n) => ({ _id: `${(n * 37) % 1_000}`, createdAt: new Date(NOW - age), text: `${n}` }));
  await things.collection.insertMany(all as never[]);
});
afterAll(() => database.close());
afterEach(() => void jest.restoreAllMocks());

const at = (age: number): Date => new Date(NOW - age);
const SPANS = [
  {},
  { from: at(2 * HOUR_MS + 70) },
  { until: at(5_000) },
  { from: at(5_000), until: at(4_999) },
  { from: at(400 * DAY_MS), until: at(2 * HOUR_MS) },
  { from: at(1), until: at(2) },
];

const pagesOf = async (span: object, size: number): Promise<Thing[][]> => {
  const pages: Thing[][] = [];
  for await (const page of newestInPages(things, span, { size, projection: { text: 0 } })) pages.push(page);
  return pages;
};

describe.each(['the server of this run', 'MongoDB'])('the newest, asked as %s is asked', (server) => {
  it.each(SPANS)('come in pages, each once, newest first: %j', async (span) => {
    if (server === 'MongoDB') jest.spyOn(database.connection.db!, 'command').mockResolvedValue({});
    const expected = [...newestOf(all, ({ _id }) => _id, span, 1_000)].flat();
    const pages = await pagesOf(span, 20);
    expect(pages.flat()).toEqual(expected.map(({ _id, createdAt }) => ({ _id, createdAt })));
    expect(Math.max(0, ...pages.map(({ length }) => length))).toBeLessThanOrEqual(20);
  });
});

it('the newest are read no further than they are wanted', async () => {
  const find = jest.spyOn(things.collection, 'find');
  for await (const page of newestInPages(things, {}, { size: 5 })) if (page.length > 0) break;
  const asked = find.mock.calls.length;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(find).toHaveBeenCalledTimes(asked);
});
