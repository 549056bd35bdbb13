import { randomBytes } from 'node:crypto';
import mongoose, { type Connection } from 'mongoose';
import { median } from '../http/median.js';
import { numberOf, sidOf, userOf } from './documents.js';
import { asOnMongo } from '../../src/calls/testing/as-on-mongo.js';
import { type Examined, explain } from './explained.js';
import { flood, type Line, linesOf, type Place } from './lines.js';
import { openRoom, type Room } from './room.js';
import { seed } from './seed.js';

/**
 * Of more calls nothing is explained, and of more than a few no pairs: to explain a query SecantusDB reads the whole range
 * into memory, which takes minutes, and more than a machine has.
 */
const MANY = 100_000;
const FEW = 10_000;

/** A page of ten, a thousand pages down, or half of what is there. */
const FAR = 9_990;

/** What one line costs at one size. */
export interface Cost {
  line: Pick<Line, 'group' | 'name'>;
  milliseconds: number;
  /** Null where the server does not explain. */
  examined: Examined | null;
}

export interface Size {
  calls: number;
  seededInSeconds: number;
  costs: Cost[];
}

export interface Asked {
  times: number;
  isExplained: boolean;
  /** One group of lines. */
  only?: string;
  print: (line: string) => void;
}

/** Fills a database of its own with so many calls, measures every line, and removes it. */
export const measureSize = async (uri: string, calls: number, asked: Asked): Promise<Size> => {
  const dbName = `atlas_scale_${randomBytes(6).toString('hex')}`;
  const connection = await mongoose.createConnection(uri, { dbName, monitorCommands: true }).asPromise();
  try {
    const room = await openRoom(connection);
    const [now, begun] = [Date.now(), performance.now()];
    await seed(connection, calls, now, asked.print);
    const seededInSeconds = (performance.now() - begun) / 1_000;
    asked.print(`${calls} calls were stored in ${seededInSeconds.toFixed(0)} s`);
    const lines = linesOf(await placeIn(room, calls, now));
    const costs: Cost[] = [];
    for (const line of lines.filter(({ group }) => !asked.only || group === asked.only))
      costs.push(await costOf(connection, room, line, { ...asked, size: calls }));
    return { calls, seededInSeconds, costs };
  } finally {
    await connection.dropDatabase();
    await connection.close();
  }
};

const placeIn = async (room: Room, count: number, now: number): Promise<Place> => {
  // Neither of them waits.
  const far = Math.min(FAR, (count >> 1) - 10);
  const find = (n: number) =>
    room.collection.findOne({ sids: sidOf(n) }, { projection: { createdAt: 1, sids: 1 } });
  const [told, flooded, last] = [await find(10), await find(11), await find(far)];
  const named = (found: typeof told) => ({
    callId: String(found?._id),
    sid: String((found?.['sids'] as string[] | undefined)?.[0]),
  });
  await flood(room, named(flooded));
  return {
    now,
    sid: named(told).sid,
    told: named(told),
    flooded: named(flooded),
    position: { createdAt: last?.['createdAt'] as Date, id: String(last?._id) },
    user: userOf(far, count),
    to: numberOf(far, count),
  };
};

const costOf = async (
  connection: Connection,
  room: Room,
  line: Line,
  { size, ...asked }: Asked & { size: number },
): Promise<Cost> => {
  const { group, name, ask } = line;
  const times: number[] = [];
  for (let n = 0; n <= asked.times; n += 1) {
    const begun = performance.now();
    await ask(room);
    // The first is what the server has to read from the disk.
    if (n > 0) times.push(performance.now() - begun);
  }
  const onMongo = { ...room, lists: asOnMongo(room.lists) };
  const isExplained = asked.isExplained && size <= (group === 'pair' ? FEW : MANY);
  const examined = isExplained ? await explain(connection, () => ask(onMongo)) : null;
  asked.print(
    `  ${name}: ${median(times).toFixed(2)} ms${examined ? `, ${examined.documents} documents` : ''}`,
  );
  return { line: { group, name }, milliseconds: median(times), examined };
};
