import type { Model } from 'mongoose';
import type { SummaryDocument } from './analytics.schema.js';
import { idsIn, insertNew } from '../database/insert-new.js';
import { quarterAt } from './place.js';

const unsummed = (_id: string): SummaryDocument => ({
  _id,
  ...quarterAt(_id),
  changes: 0,
  summed: 0,
  stale: true,
});

/** Marks quarter-hours as changed once more, whoever else does so at the same time. */
export async function markStale(summaries: Model<SummaryDocument>, places: string[]): Promise<void> {
  if (places.length === 0) return;
  const known = await idsIn(summaries, places);
  await insertNew(summaries, places.filter((place) => !known.has(place)).map(unsummed));
  await summaries.collection.updateMany({ _id: { $in: places } } as object, {
    $inc: { changes: 1 },
    $set: { stale: true },
  });
}
