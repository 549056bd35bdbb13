import { type Db, MongoClient } from 'mongodb';
import { type MadeCall, type MadeUser, makeCall, makeFeedback, makeRecording, makeUser } from './made.js';

const USERS = 200;
const CALLS_OF_ONE = 200;
const AT_ONCE = 1_000;

/** What a peer's database holds before it is measured. */
export interface Seed {
  users: MadeUser[];
  /** The user who has calls. */
  user: MadeUser;
  /** That user's calls, all of them over, with a recording and feedback. */
  over: MadeCall[];
  /** Calls whose phones ring, by what is told of them. */
  ringing: Record<'voice' | 'status' | 'recording', MadeCall[]>;
  /** Calls that are over, of which nobody has said yet how they were. */
  unrated: MadeCall[];
}

/** Stores many documents. */
export const store = async (db: Db, collection: string, documents: object[]): Promise<void> => {
  for (let from = 0; from < documents.length; from += AT_ONCE)
    await db.collection(collection).insertMany(documents.slice(from, from + AT_ONCE), { ordered: false });
};

/** Fills a database that has its indexes; `each` calls for each sort of webhook. */
export async function seed(uri: string, name: string, accountSid: string, each: number): Promise<Seed> {
  const users = Array.from({ length: USERS }, (_, n) => makeUser(n));
  const [user] = users;
  if (!user) throw new Error('There are no users');
  const calls = (count: number, until: 'ringing' | 'completed', of: MadeUser[]): MadeCall[] =>
    Array.from({ length: count }, (_, n) => makeCall(n, of[n % of.length] ?? user, accountSid, until));
  const over = calls(CALLS_OF_ONE, 'completed', [user]);
  const others = users.slice(1);
  const ringing = {
    voice: calls(each, 'ringing', others),
    status: calls(each, 'ringing', others),
    recording: calls(each, 'ringing', others),
  };
  const unrated = calls(each, 'completed', others);
  const client = await MongoClient.connect(uri);
  try {
    const db = client.db(name);
    await store(db, 'users', users);
    const all = [...over, ...Object.values(ringing).flat(), ...unrated];
    await store(
      db,
      'calls',
      all.map(({ document }) => document),
    );
    await store(db, 'recordings', over.map(makeRecording));
    await store(db, 'feedback', over.map(makeFeedback));
  } finally {
    await client.close();
  }
  return { users, user, over, ringing, unrated };
}

/** Leaves nothing behind on a server that goes on. */
export async function dropDatabase(uri: string, name: string): Promise<void> {
  const client = await MongoClient.connect(uri);
  await client.db(name).dropDatabase();
  await client.close();
}
