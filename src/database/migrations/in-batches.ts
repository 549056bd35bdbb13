import type { Collection, Document } from 'mongodb';
import type { MigrationContext } from './migration.js';

/** What of a step's context the work on its batches needs. */
export type BatchContext = Pick<MigrationContext, 'batchSize' | 'renewLease'>;

/** Reads the collection once for what the filter finds, and has it changed batch by batch, each time renewing the lease. */
export async function inBatches(
  collection: Collection,
  filter: Document,
  { batchSize, renewLease }: BatchContext,
  change: (ids: Document['_id'][]) => Promise<void>,
): Promise<void> {
  const found = collection.find(filter, { projection: { _id: 1 } }).batchSize(batchSize);
  let ids: Document['_id'][] = [];
  const changeBatch = async (): Promise<void> => {
    await change(ids);
    ids = [];
    await renewLease();
  };
  for await (const { _id } of found) {
    ids.push(_id);
    if (ids.length === batchSize) await changeBatch();
  }
  if (ids.length > 0) await changeBatch();
}
