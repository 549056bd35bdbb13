import type { Connection } from 'mongoose';
import { makeCall, makeLane, makeSummary, quarterOf } from './documents.js';

const BATCH = 2_000;

const fill = async (
  connection: Connection,
  collection: string,
  count: number,
  make: (n: number) => object,
): Promise<void> => {
  for (let made = 0; made < count; made += BATCH) {
    const some = Array.from({ length: Math.min(BATCH, count - made) }, (_, i) => make(made + i));
    await connection.collection(collection).insertMany(some, { ordered: false });
  }
};

/** So many calls, with their lanes and summaries, put straight into the database. */
export const seed = async (connection: Connection, count: number, now: number): Promise<void> => {
  const quarters = new Set<number>();
  await fill(connection, 'calls', count, (n) => {
    const call = makeCall(n, count, now);
    quarters.add(quarterOf(call.createdAt));
    return call;
  });
  await fill(connection, 'lanes', Math.ceil(count / 100), (n) => makeLane(n, now));
  const all = [...quarters];
  await fill(connection, 'analytics_summaries', all.length, (n) => makeSummary(all[n] ?? 0));
};
