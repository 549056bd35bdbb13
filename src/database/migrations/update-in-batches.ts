import type { Collection, Document } from 'mongodb';
import { type BatchContext, inBatches } from './in-batches.js';

/** A change of every document that the filter finds, after which the filter finds it no longer. */
export interface BatchedUpdate {
  filter: Document;
  update: Document | Document[];
}

/** Reads the collection once, and changes what is found batch by batch; begun again it goes on with what is left. */
export const updateInBatches = (
  collection: Collection,
  { filter, update }: BatchedUpdate,
  context: BatchContext,
): Promise<void> =>
  inBatches(collection, filter, context, async (ids) => {
    // The filter again: another writer may have changed a document since it was found.
    await collection.updateMany({ _id: { $in: ids }, ...filter }, update);
  });
