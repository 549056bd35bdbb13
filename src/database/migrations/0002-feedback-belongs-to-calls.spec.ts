import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Collection, type Db } from 'mongodb';
import { someCallSid } from '../../../test/support/factories.js';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { feedbackBelongsToCalls } from './0002-feedback-belongs-to-calls.js';

interface Rating {
  _id: string;
  callQuality: number;
  notes: string | null;
  createdAt: Date;
}

let database: TestDatabase;
let db: Db;

beforeEach(async () => {
  database = await openTestDatabase();
  db = database.connection.db!;
});
afterEach(async () => {
  jest.restoreAllMocks();
  await database.close();
});

const feedback = () => db.collection<Rating>('feedback');
const rating = (_id: string, callQuality: number): Rating => ({
  _id,
  callQuality,
  notes: callQuality > 3 ? 'Clear.' : null,
  createdAt: new Date(callQuality),
});
const kept = async () =>
  Object.fromEntries((await feedback().find().toArray()).map((each) => [each._id, each]));
const run = (batchSize = 2, renewLease = async (): Promise<void> => undefined) =>
  feedbackBelongsToCalls.run({ db, batchSize, renewLease });

/** A call whose attempts have so many SIDs; its last attempt has none yet. */
const insertCall = async (count: number): Promise<{ id: string; sids: string[] }> => {
  const id = randomUUID();
  const sids = Array.from({ length: count }, () => someCallSid());
  const attempts = [...sids.map((sid, at) => ({ n: at + 1, sid })), { n: count + 1 }];
  const call = { _id: id, attempts, ...(count > 0 && { sids }) };
  await db.collection<{ _id: string }>('calls').insertOne(call);
  return { id, sids };
};

/** Five calls, one of them with feedback on each of three attempts; and what is to become of them. */
const insertOldFeedback = async (): Promise<Record<string, Rating>> => {
  const expected: Record<string, Rating> = {};
  for (let n = 1; n <= 3; n += 1) {
    const { id, sids } = await insertCall(n);
    await feedback().insertOne(rating(sids[0]!, n));
    expected[id] = rating(id, n);
  }
  const rated = await insertCall(3);
  await feedback().insertMany(rated.sids.map((sid, at) => rating(sid, at + 3)));
  expected[rated.id] = rating(rated.id, 5);
  await insertCall(0);
  const unknown = someCallSid();
  await feedback().insertOne(rating(unknown, 2));
  expected[unknown] = rating(unknown, 2);
  return expected;
};

describe('feedback belongs to calls', () => {
  it.each([1, 2, 500])(
    'that of the last attempt that has any; where the call is unknown it stays (%i a batch)',
    async (batchSize) => {
      const expected = await insertOldFeedback();
      const renewLease = jest.fn(async (): Promise<void> => undefined);
      await run(batchSize, renewLease);
      await expect(kept()).resolves.toEqual(expected);
      expect(renewLease).toHaveBeenCalled();
      await run(batchSize);
      await expect(kept()).resolves.toEqual(expected);
    },
  );

  it('leaves the same where it is begun again after a crash, whichever write that came before', async () => {
    const write = Reflect.get(Collection.prototype, 'bulkWrite');
    let crashes = 0;
    for (let survived = 0; ; survived += 1) {
      await feedback().deleteMany({});
      const expected = await insertOldFeedback();
      const spy = jest.spyOn(Collection.prototype, 'bulkWrite');
      for (let n = 0; n < survived; n += 1)
        spy.mockImplementationOnce(function (this: Collection, ...writes) {
          return Reflect.apply(write, this, writes);
        });
      spy.mockRejectedValueOnce(new Error('power cut'));
      const crashed = await run(2).then(
        () => false,
        () => true,
      );
      jest.restoreAllMocks();
      await run(2);
      await expect(kept()).resolves.toEqual(expected);
      if (!crashed) break;
      crashes += 1;
    }
    expect(crashes).toBeGreaterThanOrEqual(4);
  });

  it('leaves what a client has given on the call since', async () => {
    const { id, sids } = await insertCall(1);
    await feedback().insertMany([rating(sids[0]!, 1), rating(id, 5)]);
    await run();
    await expect(kept()).resolves.toEqual({ [id]: rating(id, 5) });
  });

  it('leaves what another writer changes between finding and writing', async () => {
    const { id, sids } = await insertCall(1);
    await feedback().insertOne(rating(sids[0]!, 1));
    const write = Reflect.get(Collection.prototype, 'bulkWrite');
    jest.spyOn(Collection.prototype, 'bulkWrite').mockImplementationOnce(async function (
      this: Collection,
      ...writes
    ) {
      await feedback().updateOne({ _id: sids[0]! }, { $set: { callQuality: 2 } });
      return Reflect.apply(write, this, writes);
    });
    await run();
    await expect(kept()).resolves.toEqual({
      [id]: rating(id, 1),
      [sids[0]!]: { ...rating(sids[0]!, 1), callQuality: 2 },
    });
  });
});
