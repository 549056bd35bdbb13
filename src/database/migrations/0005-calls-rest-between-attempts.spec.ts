import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { callsRestBetweenAttempts } from './0005-calls-rest-between-attempts.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const plan = { priority: 0 };
const over = { code: 'ended' };

it('lowers the rank of calls between two attempts, of no others, however often it runs', async () => {
  const db = database.connection.db!;
  const calls = db.collection<{ _id: number; rank: number; plan?: object; over?: object }>('calls');
  const between = [
    [14, 9],
    [145, 144],
    [1954, 1949],
    [60, 49],
  ] as const;
  const others = [
    { _id: 10, rank: 40, plan },
    { _id: 11, rank: 199, plan },
    { _id: 12, rank: 54, plan, over },
    { _id: 13, rank: 54 },
  ];
  await calls.insertMany([...between.map(([rank], _id) => ({ _id, rank, plan })), ...others]);
  for (let n = 0; n < 2; n += 1) {
    await callsRestBetweenAttempts.run({ db, batchSize: 3, renewLease: async () => undefined });
    await expect(calls.find().sort({ _id: 1 }).toArray()).resolves.toEqual([
      ...between.map(([, rank], _id) => ({ _id, rank, plan })),
      ...others,
    ]);
  }
});
