import type { Model } from 'mongoose';
import { duplicateKeyFields } from './duplicate-key.js';

/** Which of many writes a unique index refused. Throws what failed for any other reason. */
export function takenIn(error: unknown): number[] {
  const { writeErrors = [] } = error as { writeErrors?: { index: number; code: number }[] };
  const isTaken = duplicateKeyFields(error) && writeErrors.every(({ code }) => code === 11_000);
  if (!isTaken || writeErrors.length === 0) throw error;
  return writeErrors.map(({ index }) => index);
}

/** Inserts those whose ids are not taken; answers the others. */
export function insertNew<T extends { _id: string }>(model: Model<T>, documents: T[]): Promise<T[]> {
  return others(documents, () => model.collection.insertMany(documents as never[], { ordered: false }));
}

/** The same, where the database notes in this field when it inserted each. */
export function insertStamped<T extends { _id: string }, F extends Exclude<keyof T, '_id'> & string>(
  model: Model<T>,
  field: F,
  documents: (Omit<T, F> & { _id: string })[],
): Promise<unknown[]> {
  const writes = documents.map(({ _id, ...rest }) => ({
    updateOne: {
      // None is found by this: there is a new one, or the id is taken, and it fails.
      filter: { _id, [field]: { $exists: false } } as object,
      update: { $setOnInsert: rest, $currentDate: { [field]: true } } as object,
      upsert: true,
    },
  }));
  return others(documents, () =>
    model.collection.bulkWrite(writes, { ordered: false, ignoreUndefined: true }),
  );
}

/** Those whose ids were taken. */
async function others<T>(documents: T[], insert: () => Promise<unknown>): Promise<T[]> {
  if (documents.length === 0) return [];
  try {
    await insert();
    return [];
  } catch (error) {
    return takenIn(error).flatMap((index) => documents[index] ?? []);
  }
}

/** Of these ids those that are there. */
export async function idsIn<T extends { _id: string }>(model: Model<T>, ids: string[]): Promise<Set<string>> {
  const found = await model.collection
    .find({ _id: { $in: ids } } as object, { projection: { _id: 1 } })
    .toArray();
  return new Set(found.map(({ _id }) => String(_id)));
}
