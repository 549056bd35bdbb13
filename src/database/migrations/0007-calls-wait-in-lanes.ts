import { randomUUID } from 'node:crypto';
import type { Db } from 'mongodb';
import { inBatches } from './in-batches.js';
import type { Migration } from './migration.js';

interface CallDocument {
  _id: string;
  userExternalId: string;
  createdAt: Date;
  plan?: { priority?: number; expiresAt?: Date };
  queue?: { dueAt?: Date; fence: number; why: string };
}

/** What a call without a plan has as its priority, and how long it waits from then on at most. */
const PLAIN_PRIORITY = 5;
const PLAIN_WAIT_MS = 15 * 60_000;

const waitOf = ({ plan, createdAt, userExternalId, queue }: CallDocument, now: Date) => {
  const expiresAt = plan ? plan.expiresAt : new Date(createdAt.getTime() + PLAIN_WAIT_MS);
  return {
    lane: `${plan ? (plan.priority ?? 0) : PLAIN_PRIORITY}:${userExternalId}`,
    dueAt: queue?.dueAt ?? now,
    why: queue?.why === 'slot' ? 'pace' : (queue?.why ?? 'pace'),
    ...(expiresAt && { expiresAt }),
  };
};

/** First the lanes, then the calls: a call in a lane that nobody looks into would wait for long. */
async function moveToLanes(db: Db, ids: string[]): Promise<void> {
  const calls = db.collection<CallDocument>('calls');
  const found = await calls.find({ _id: { $in: ids }, queue: { $exists: true } }).toArray();
  if (found.length === 0) return;
  const now = new Date();
  const moved = found.map((call) => ({ call, wait: waitOf(call, now) }));
  await db.collection<{ _id: string }>('lanes').bulkWrite(
    moved.map(({ wait }) => ({
      updateOne: {
        filter: { _id: wait.lane },
        update: {
          $min: { at: wait.dueAt },
          $set: { rev: randomUUID(), priority: Number(wait.lane.split(':', 1)[0]) },
        },
        upsert: true,
      },
    })),
  );
  await calls.bulkWrite(
    moved.map(({ call, wait }) => ({
      updateOne: {
        filter: { _id: call._id, queue: call.queue },
        update: { $set: { wait }, $unset: { queue: '' as const } },
      },
    })),
  );
}

/** A pause goes on. */
async function keepPause(db: Db): Promise<void> {
  const old = await db.collection<{ _id: string; pausedAt?: Date }>('dispatch').findOne({ _id: 'dispatch' });
  if (!old?.pausedAt) return;
  await db
    .collection<{ _id: string }>('dispatcher')
    .updateOne(
      { _id: 'dispatcher' },
      { $setOnInsert: { term: null, beat: 0, faults: 0, now: new Date(), pausedAt: old.pausedAt } },
      { upsert: true },
    );
}

/** Calls wait in the lanes of their users and priorities. An Atlas from before looks for them where they no longer are. */
export const callsWaitInLanes: Migration = {
  version: 7,
  name: 'calls wait in lanes',
  compatibleFrom: 7,
  run: async ({ db, ...context }) => {
    await keepPause(db);
    await inBatches(db.collection('calls'), { queue: { $exists: true } }, context, (ids) =>
      moveToLanes(db, ids.map(String)),
    );
    // Who dials keeps neither slots nor turns any more.
    for (const name of ['dispatch', 'turns']) await db.collection(name).deleteMany({});
  },
};
