import type { Db } from 'mongodb';
import { inBatches } from './in-batches.js';
import type { Migration } from './migration.js';

interface FeedbackDocument {
  _id: string;
}

interface CallDocument {
  _id: string;
  attempts: { n: number; sid?: string }[];
}

/** Every SID begins so, and no call's id does: those are in lower case. */
const UNDER_SIDS = { _id: { $gte: 'CA', $lt: 'CB' } };

/** A call's SIDs, that of its last attempt first. */
const sidsOf = ({ attempts }: CallDocument): string[] =>
  attempts.toSorted((a, b) => b.n - a.n).flatMap(({ sid }) => sid ?? []);

/** Moves the feedback on the calls that have these SIDs; where a call has several, that on its last attempt. */
async function moveToCalls(db: Db, sids: string[]): Promise<void> {
  const feedback = db.collection<FeedbackDocument>('feedback');
  const calls = await db
    .collection<CallDocument>('calls')
    .find({ sids: { $in: sids } }, { projection: { 'attempts.n': 1, 'attempts.sid': 1 } })
    .toArray();
  const old = await feedback.find({ _id: { $in: calls.flatMap(sidsOf) } }).toArray();
  if (old.length === 0) return;
  const moves = calls.flatMap((call) => {
    const given = sidsOf(call).flatMap((sid) => old.find(({ _id }) => _id === sid) ?? []);
    // What is there already was moved before, or has been given since.
    return given.slice(0, 1).map(({ _id: _sid, ...kept }) => ({
      updateOne: { filter: { _id: call._id }, update: { $setOnInsert: kept }, upsert: true },
    }));
  });
  await feedback.bulkWrite(moves);
  // Only as it was read: what another writer has changed since stays.
  await feedback.bulkWrite(old.map((each) => ({ deleteOne: { filter: each } })));
}

/**
 * Feedback on an attempt's SID becomes feedback on its call; where the call is unknown it stays. An Atlas from before
 * looks for it under the SID, where it no longer is.
 */
export const feedbackBelongsToCalls: Migration = {
  version: 2,
  name: 'feedback belongs to calls',
  compatibleFrom: 2,
  run: ({ db, ...context }) =>
    inBatches(db.collection('feedback'), UNDER_SIDS, context, (sids) => moveToCalls(db, sids.map(String))),
};
