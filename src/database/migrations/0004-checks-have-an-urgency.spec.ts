import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { checksHaveAnUrgency } from './0004-checks-have-an-urgency.js';

const at = new Date('2026-01-02T03:04:05.678Z');
const later = new Date('2026-01-03T03:04:05.678Z');

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

it('keeps when a call is to be asked about, and leaves alone what has the new shape, however often it runs', async () => {
  const db = database.connection.db!;
  const calls = db.collection<{ _id: string; checkAt?: Date; check?: object }>('calls');
  const settled = { _id: 'settled' };
  const known = { _id: 'new', check: { urgency: 2, at: later } };
  await calls.insertMany([{ _id: 'old', checkAt: at }, { _id: 'older', checkAt: later }, settled, known]);
  for (let n = 0; n < 2; n += 1) {
    await checksHaveAnUrgency.run({ db, batchSize: 1, renewLease: async () => undefined });
    await expect(calls.find().sort({ _id: 1 }).toArray()).resolves.toEqual([
      known,
      { _id: 'old', check: { urgency: 0, at } },
      { _id: 'older', check: { urgency: 0, at: later } },
      settled,
    ]);
  }
});
