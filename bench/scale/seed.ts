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

/** So many calls, put straight into the database. Answers the quarter-hours that they are of. */
export const seedCalls = async (
  connection: Connection,
  count: number,
  now: number,
  print: (line: string) => void,
): Promise<number[]> => {
  const quarters = new Set<number>();
  const make = (n: number) => {
    const call = makeCall(n, count, now);
    quarters.add(quarterOf(call.createdAt));
    return call;
  };
  await fill(connection, 'calls', count, make, print);
  return [...quarters];
};

/** So many calls, with their lanes and summaries, put straight into the database. */
export const seed = async (
  connection: Connection,
  count: number,
  now: number,
  print: (line: string) => void,
): Promise<void> => {
  const quarters = await seedCalls(connection, count, now, print);
  await fill(connection, 'lanes', Math.ceil(count / 100), (n) => makeLane(n, now));
  await fill(connection, 'analytics_summaries', quarters.length, (n) => makeSummary(quarters[n] ?? 0));
};
