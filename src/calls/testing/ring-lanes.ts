import { randomUUID } from 'node:crypto';
import type { Connection } from 'mongoose';
import { priorityOfLane } from '../model/lane.js';
import type { Call } from '../model/call.js';

/** Has the dispatcher look into the lanes of calls that were stored behind its back. */
export async function ringLanes(connection: Connection, calls: Call[]): Promise<void> {
  const first = new Map<string, Date>();
  for (const { wait } of calls) {
    const known = wait && first.get(wait.lane);
    if (wait && (!known || wait.dueAt < known)) first.set(wait.lane, wait.dueAt);
  }
  const writes = [...first].map(([_id, at]) => ({
    updateOne: {
      filter: { _id },
      update: { $min: { at }, $set: { rev: randomUUID(), priority: priorityOfLane(_id) } },
      upsert: true,
    },
  }));
  if (writes.length > 0)
    await connection.collection<{ _id: string }>('lanes').bulkWrite(writes, { ordered: false });
}
