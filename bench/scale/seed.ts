import type { Connection } from 'mongoose';
import { makeCall, makeLane, makeSummary, quarterOf } from './documents.js';

const BATCH = 500;
const TOLD = 20_000;

const fill = async (
  connection: Connection,
  collection: string,
  count: number,
  make: (n: number) => object,
  print?: (line: string) => void,
): Promise<void> => {
  for (let made = 0; made < count; made += BATCH) {
    const some = Array.from({ length: Math.min(BATCH, count - made) }, (_, i) => make(made + i));
    await connection.collection(collection).insertMany(some, { ordered: false });
    if ((made + BATCH) % TOLD === 0) print?.(`  ${made + BATCH} of ${count}`);
  }
};

/** So many calls, with their lanes and summaries, put straight into the database. */
export const seed = async (
  connection: Connection,
  count: number,
  now: number,
  print: (line: string) => void,
): Promise<void> => {
  const quarters = new Set<number>();
  const make = (n: number) => {
    const call = makeCall(n, count, now);
    quarters.add(quarterOf(call.createdAt));
    return call;
  };
  await fill(connection, 'calls', count, make, print);
  await fill(connection, 'lanes', Math.ceil(count / 100), (n) => makeLane(n, now));
  const all = [...quarters];
  await fill(connection, 'analytics_summaries', all.length, (n) => makeSummary(all[n] ?? 0));
};
