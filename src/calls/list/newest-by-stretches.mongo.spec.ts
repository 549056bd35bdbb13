import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { madeBetween } from '../../database/made-between.js';
import { CALL_MODEL, type CallDocument, callSchema } from '../model/call.schema.js';
import { CALL_STATUSES, callRank, rankOf } from '../model/call-status.js';
import { someCall } from '../testing/call.factory.js';
import { lookForNewest } from './bounded-look.mongo.js';
import type { CallFilter, CallListPart, CallPosition } from './call-list.js';
import { allOf, clausesOf, isCombined } from './call-query.mongo.js';
import { listByStretches } from './newest-by-stretches.mongo.js';

const NOW = Date.now();
const DAY_MS = 86_400_000;
const RANKS = [rankOf('queued', 'atlas'), rankOf('ringing', 'api'), rankOf('busy', 'callback')].flatMap(
  (rank) => [callRank(1, rank), callRank(3, rank)],
);

let database: TestDatabase;
let calls: Model<CallDocument>;

const document = (ago: number, n: number): CallDocument => {
  const { id: _id, plan: _plan, ...call } = someCall({}, new Date(NOW - ago));
  return {
    ...call,
    _id: randomUUID(),
    to: `+1415555010${n % 3}`,
    userExternalId: `user-${n % 4}`,
    rank: RANKS[n % RANKS.length] ?? 0,
    hasRecording: n % 5 === 0,
    hasFeedback: n % 7 === 0,
    results: [`attempts/${n % 3}`, `dialled/${n % 8}`],
    ...(n % 3 === 0 && { plan: { campaignId: 'spring', metadata: [['clinic', 'north']] } as never }),
  };
};

const flag = fc.option(fc.boolean(), { nil: undefined });
const time = fc.option(
  fc.constantFrom(0, 1, 3_600_000, 40 * DAY_MS).map((ago) => new Date(NOW - ago)),
  { nil: undefined },
);
const maybe = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const anyFilter: fc.Arbitrary<CallFilter> = fc.record(
  {
    to: maybe('+14155550100', '+14155550107'),
    userHandles: maybe(['user-1'], ['user-1', 'user-2']),
    statuses: fc.option(fc.uniqueArray(fc.constantFrom(...CALL_STATUSES), { minLength: 1 }), {
      nil: undefined,
    }),
    hasRecording: flag,
    hasFeedback: flag,
    campaignId: maybe('spring'),
    metadata: maybe(['clinic', 'north'], ['north', 'clinic']),
    result: maybe('attempts/1'),
    anyResult: maybe(['dialled/1', 'dialled/2']),
    from: time,
    until: time,
  },
  { requiredKeys: [] },
) as fc.Arbitrary<CallFilter>;

beforeAll(async () => {
  database = await openTestDatabase();
  calls = database.connection.model<CallDocument>(CALL_MODEL, callSchema);
  await calls.init();
  // Many of one millisecond, some of each distance, and some that are yet to come by this clock.
  const agos = [0, 0, 0, 1, 1, 2, -60_000, 3_600_000, 3_600_000, 3 * DAY_MS, 40 * DAY_MS, 2_000 * DAY_MS];
  await calls.collection.insertMany(
    Array.from({ length: 180 }, (_, n) => document(agos[n % agos.length] ?? 0, n * 7 + (n >> 4))) as never[],
  );
}, 30_000);
afterAll(() => database.close());
afterEach(() => {
  jest.restoreAllMocks();
});

const plainly = async (filter: CallFilter): Promise<string[]> => {
  const query = { ...allOf(clausesOf(filter)), ...madeBetween(filter) };
  const all = await calls.find(query, { _id: 1 }).sort({ createdAt: -1, _id: -1 }).lean();
  return all.map(({ _id }) => String(_id));
};
const COUNTED = 1_000;
/** As if there were no bound. */
const newest = async (filter: CallFilter, part: CallListPart): Promise<CallDocument[]> =>
  (await listByStretches(calls.collection, filter, part, COUNTED, 100_000)).found;
const positionOf = ({ createdAt, _id: id }: CallDocument): CallPosition => ({ createdAt, id });

describe('the calls of a list, found stretch by stretch', () => {
  it('are those of a plain sorted list: from part to part, by page, and as many', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilter, fc.integer({ min: 1, max: 60 }), async (filter, pageSize) => {
        const all = await plainly(filter);
        const found: CallDocument[] = [];
        for (let after: CallPosition | undefined; ;) {
          const where = after ? { after } : { page: 1 };
          const some = await newest(filter, { pageSize, ...where });
          found.push(...some.slice(0, pageSize));
          const last = found.at(-1);
          if (some.length <= pageSize || !last) break;
          after = positionOf(last);
        }
        expect(found.map(({ _id }) => _id)).toEqual(all);
        const third = await newest(filter, { pageSize, page: 3 });
        expect(third.map(({ _id }) => _id)).toEqual(all.slice(2 * pageSize, 3 * pageSize + 1));
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it('are counted while they are looked for, all or so many', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilter, fc.integer({ min: 1, max: 9 }), async (filter, counted) => {
        const all = await plainly(filter);
        const part = { page: 1, pageSize: 3, total: 'quick' } as const;
        const few = await listByStretches(calls.collection, filter, part, counted, 100_000);
        expect(few.found.map(({ _id }) => _id)).toEqual(all.slice(0, 4));
        const isWhole = isCombined(filter) || all.length <= Math.max(counted, 3);
        expect(few).toMatchObject({ isWhole, end: null });
        expect(few.counted).toBe(isWhole ? all.length : Math.max(counted, 4));
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it.each([
    [
      'stretch by stretch',
      (filter: CallFilter, part: CallListPart) =>
        listByStretches(calls.collection, filter, part, COUNTED, 20),
    ],
    [
      'by a bounded range',
      (filter: CallFilter, part: CallListPart) => lookForNewest(calls, filter, part, 20),
    ],
  ])(
    'are all found by following bounded looks, %s',
    async (_, look) => {
      const isAsked = fc.integer({ min: 1, max: 30 });
      await fc.assert(
        fc.asyncProperty(anyFilter.filter(isCombined), isAsked, async (filter, pageSize) => {
          const all = await plainly(filter);
          const found: string[] = [];
          for (let part: CallListPart | null = { page: 1, pageSize, total: 'quick' }; part;) {
            const { found: some, end, counted, isWhole: isAll } = await look(filter, part);
            const isWhole = 'page' in part && isAll;
            expect(counted).toBeLessThanOrEqual(all.length);
            expect(isWhole ? counted : all.length).toBe(all.length);
            const data = some.slice(0, pageSize);
            found.push(...data.map(({ _id }) => _id));
            const last = data.at(-1);
            const after = some.length > pageSize && last ? positionOf(last) : end;
            part = after && { after, pageSize };
          }
          expect(found).toEqual(all);
        }),
        { numRuns: 15 },
      );
    },
    60_000,
  );

  it('hold each once while others are made', async () => {
    const filter = { to: '+14155550101' };
    const before = await plainly(filter);
    const found: CallDocument[] = [];
    for (let page: CallDocument[] = []; ; page = []) {
      const last = found.at(-1);
      const part = last ? { after: positionOf(last), pageSize: 7 } : { page: 1, pageSize: 7 };
      page = await newest(filter, part);
      found.push(...page.slice(0, 7));
      await calls.collection.insertOne(document(-120_000, 1) as never);
      if (page.length <= 7) break;
    }
    expect(found.map(({ _id }) => _id)).toEqual(before);
  });

  it('are all found where others are made between the two queries of a bounded look', async () => {
    const filter = { to: '+14155550101', hasFeedback: false };
    const before = await plainly(filter);
    const found: string[] = [];
    const aggregate = calls.collection.aggregate.bind(calls.collection);
    jest.spyOn(calls.collection, 'aggregate').mockImplementation((...asked) => {
      const newer = Array.from({ length: 5 }, () => ({ ...document(-300_000, 1), hasFeedback: false }));
      const made = calls.collection.insertMany(newer as never[]);
      return { toArray: () => made.then(() => aggregate(...asked).toArray()) } as never;
    });
    for (let part: CallListPart | null = { page: 1, pageSize: 500 }; part;) {
      const { found: some, end } = await lookForNewest(calls, filter, part, 10);
      found.push(...some.map(({ _id }) => _id));
      part = end && { after: end, pageSize: 500 };
    }
    expect(found.filter((each) => before.includes(each))).toEqual(before);
    expect(found.length).toBeGreaterThan(before.length);
  });
});
