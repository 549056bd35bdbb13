import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { callsAreToBeCounted } from './0008-calls-are-to-be-counted.js';
import { MIGRATIONS } from './migrations.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

it('has calls from before counted, and nothing counted twice, however often it runs', async () => {
  const db = database.connection.db!;
  const calls = db.collection<{ _id: number; version: number; uncounted?: number; results?: string[] }>(
    'calls',
  );
  const before = Array.from({ length: 5 }, (_, _id) => ({ _id, version: 3 }));
  const others = [
    { _id: 10, version: 3, uncounted: 4 },
    { _id: 11, version: 3, results: ['dialled/1'] },
    { _id: 12, version: 3, results: [] },
    { _id: 13, version: 3, results: ['dialled/1'], uncounted: 2 },
  ];
  await calls.insertMany([...before, ...others]);
  const context = { db, batchSize: 2, renewLease: async () => undefined };
  await callsAreToBeCounted.run(context);
  const marked = [...before.map((call) => ({ ...call, uncounted: 1 })), ...others];
  await expect(calls.find().sort({ _id: 1 }).toArray()).resolves.toEqual(marked);

  // One is counted while the step goes on elsewhere: it is not marked again.
  const counted = { _id: 0, version: 3, results: ['dialled/2'] };
  await calls.replaceOne({ _id: 0 }, counted);
  await callsAreToBeCounted.run(context);
  await expect(calls.find().sort({ _id: 1 }).toArray()).resolves.toEqual([counted, ...marked.slice(1)]);
});

it('is one of the steps, the eighth', () => {
  expect(MIGRATIONS[7]).toBe(callsAreToBeCounted);
  expect(callsAreToBeCounted.version).toBe(8);
});
