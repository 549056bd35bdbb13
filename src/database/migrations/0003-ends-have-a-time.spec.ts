import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Db } from 'mongodb';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { endsHaveATime } from './0003-ends-have-a-time.js';

interface StoredCall {
  _id: string;
  createdAt: Date;
  attempts?: { n: number; createdAt: Date; endedAt?: Date }[];
  over?: { code: string; message: string; at?: Date };
}

let database: TestDatabase;
let db: Db;

beforeEach(async () => {
  database = await openTestDatabase();
  db = database.connection.db!;
});
afterEach(() => database.close());

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 9, minute));
const over = { code: 'canceled', message: 'No more' };
const ended = (n: number) => ({ n, createdAt: at(n * 10), endedAt: at(n * 10 + 5) });
const calls = () => db.collection<StoredCall>('calls');

const OLD: StoredCall[] = [
  { _id: 'ended', createdAt: at(0), attempts: [ended(1), ended(2)], over },
  { _id: 'never-began', createdAt: at(0), attempts: [ended(1), { n: 2, createdAt: at(20) }], over },
  { _id: 'no-attempt', createdAt: at(0), attempts: [], over },
  { _id: 'dated', createdAt: at(0), attempts: [ended(1)], over: { ...over, at: at(50) } },
  { _id: 'goes-on', createdAt: at(0), attempts: [ended(1)] },
];
const TIMES = { ended: at(25), 'never-began': at(20), 'no-attempt': at(0), dated: at(50) };
const EXPECTED = OLD.map((call) => ({
  ...call,
  ...(call.over && { over: { ...over, at: TIMES[call._id as keyof typeof TIMES] } }),
}));

const run = (renewLease = async (): Promise<void> => undefined) =>
  endsHaveATime.run({ db, batchSize: 1, renewLease });
const stored = async () => (await calls().find().toArray()).sort((a, b) => order(a._id) - order(b._id));
const order = (id: string) => OLD.findIndex(({ _id }) => _id === id);

describe('every end of a call has a time', () => {
  it("that of its last attempt, or else the call's own; begun again it changes nothing", async () => {
    await calls().insertMany(OLD);
    for (let n = 0; n < 2; n += 1) {
      await run();
      await expect(stored()).resolves.toEqual(EXPECTED);
    }
  });

  it('goes on after a crash with what is left', async () => {
    await calls().insertMany(OLD);
    await expect(run(() => Promise.reject(new Error('power cut')))).rejects.toThrow('power cut');
    const dated = { 'over.at': { $exists: true } };
    await expect(calls().countDocuments(dated)).resolves.toBe(2);
    await run();
    await expect(stored()).resolves.toEqual(EXPECTED);
  });

  it('leaves a time that comes between finding and writing', async () => {
    await calls().insertMany(OLD);
    await run(async () => void (await calls().updateMany({ over }, { $set: { 'over.at': at(59) } })));
    const times = (await stored()).flatMap((call) => call.over?.at ?? []);
    expect(times.filter((time) => time.getTime() === at(59).getTime())).toHaveLength(2);
  });
});
