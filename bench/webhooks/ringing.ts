import { MongoClient } from 'mongodb';
import { type MadeCall, makeCall, makeUser } from '../http/made.js';
import { store } from '../http/seed.js';

/** A call whose phone rings, without what is stored of it. */
export type Ringing = Pick<MadeCall, '_id' | 'sid' | 'to'>;

const USERS = 200;
const AT_ONCE = 1_000;

/** Stores so many calls whose phones ring. */
export async function storeRinging(
  { mongoUri, dbName, account }: { mongoUri: string; dbName: string; account: { sid: string } },
  count: number,
): Promise<Ringing[]> {
  const client = await MongoClient.connect(mongoUri);
  const ringing: Ringing[] = [];
  try {
    while (ringing.length < count) {
      const calls = Array.from({ length: Math.min(AT_ONCE, count - ringing.length) }, (_, n) =>
        makeCall(n, makeUser(n % USERS), account.sid, 'ringing'),
      );
      const documents = calls.map(({ document }) => document);
      await store(client.db(dbName), 'calls', documents);
      ringing.push(...calls.map(({ _id, sid, to }) => ({ _id, sid, to })));
    }
    return ringing;
  } finally {
    await client.close();
  }
}
