import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { callsWaitInLanes } from './0007-calls-wait-in-lanes.js';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 2, 3, minute));
const call = (_id: string, more: object) => ({ _id, userExternalId: 'ada', createdAt: at(0), ...more });

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

it('moves waiting calls into lanes, keeps a pause, and forgets slots and turns, however often it runs', async () => {
  const db = database.connection.db!;
  const [calls, lanes] = [db.collection<{ _id: string }>('calls'), db.collection<{ _id: string }>('lanes')];
  const plan = { priority: 3, expiresAt: at(50) };
  const other = call('other', { wait: { lane: '0:ada' } });
  await calls.insertMany([
    call('due', { plan, queue: { dueAt: at(9), fence: 2, why: 'retry' } }),
    call('earlier', { plan: { priority: 3 }, queue: { dueAt: at(7), fence: 0, why: 'time' } }),
    call('with a turn', { queue: { turn: 5, fence: 0, why: 'slot' } }),
    other,
  ]);
  await db.collection<{ _id: string }>('dispatch').insertOne({ _id: 'dispatch', ...{ pausedAt: at(1) } });
  await db.collection<{ _id: string }>('turns').insertOne({ _id: 'ada' });
  for (let n = 0; n < 2; n += 1) {
    await callsWaitInLanes.run({ db, batchSize: 2, renewLease: async () => undefined });
    await expect(calls.find().sort({ _id: 1 }).toArray()).resolves.toEqual([
      call('due', { plan, wait: { lane: '3:ada', dueAt: at(9), why: 'retry', expiresAt: at(50) } }),
      call('earlier', { plan: { priority: 3 }, wait: { lane: '3:ada', dueAt: at(7), why: 'time' } }),
      other,
      call('with a turn', {
        wait: { lane: '5:ada', dueAt: expect.any(Date), why: 'pace', expiresAt: at(15) },
      }),
    ]);
    await expect(lanes.find().sort({ _id: 1 }).toArray()).resolves.toEqual([
      { _id: '3:ada', priority: 3, at: at(7), rev: expect.any(String) },
      { _id: '5:ada', priority: 5, at: expect.any(Date), rev: expect.any(String) },
    ]);
    await expect(db.collection('dispatcher').find().toArray()).resolves.toMatchObject([{ pausedAt: at(1) }]);
    for (const name of ['dispatch', 'turns'])
      await expect(db.collection(name).countDocuments()).resolves.toBe(0);
  }
});
