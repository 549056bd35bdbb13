import type { Collection, Document } from 'mongodb';
import type { MigrationContext } from './migration.js';

/** A change of every document that the filter finds, after which the filter finds it no longer. */
export interface BatchedUpdate {
  filter: Document;
  update: Document;
}

/** Reads the collection once, and changes what is found batch by batch; begun again it goes on with what is left. */
export async function updateInBatches(
  collection: Collection,
  { filter, update }: BatchedUpdate,
  { batchSize, renewLease }: Pick<MigrationContext, 'batchSize' | 'renewLease'>,
): Promise<void> {
  const found = collection.find(filter, { projection: { _id: 1 } }).batchSize(batchSize);
  let ids: Document['_id'][] = [];
  const write = async (): Promise<void> => {
    // The filter again: another writer may have changed a document since it was found.
    await collection.updateMany({ $and: [{ _id: { $in: ids } }, filter] }, update);
    ids = [];
    await renewLease();
  };
  for await (const { _id } of found) {
    ids.push(_id);
    if (ids.length === batchSize) await write();
  }
  if (ids.length > 0) await write();
}
