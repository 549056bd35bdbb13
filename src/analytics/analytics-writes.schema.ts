import type { AnyBulkWriteOperation, Document } from 'mongodb';
import type { Entry } from './summary.js';

/** A quarter-hour of one set. */
export const placeOf = (generation: number, at: number): string => `${generation}:${at}`;

/** Puts an entry where no later version is. */
export const putting = (generation: number, entry: Entry): AnyBulkWriteOperation => {
  const { callId, version, parts, notesAt } = entry;
  const _id = `${generation}:${callId}`;
  return {
    updateOne: {
      // The same version again, with feedback that was given meanwhile. A later one is not found, and is not replaced.
      filter: { _id, version: { $lte: version } } as Document,
      update: {
        $set: { generation, callId, version, parts, ...(notesAt !== undefined && { notesAt }) },
        ...(notesAt === undefined && { $unset: { notesAt: '' as const } }),
        $addToSet: { places: { $each: parts.map(({ at }) => placeOf(generation, at)) } },
      } as Document,
      upsert: true,
    },
  };
};

/** Marks a quarter-hour as changed. */
export const staling = (place: string): AnyBulkWriteOperation => {
  const [generation, at] = place.split(':').map(Number);
  return {
    updateOne: {
      filter: { _id: place } as Document,
      update: {
        $inc: { changes: 1 },
        $set: { stale: true },
        $setOnInsert: { generation, at, summed: 0 },
      } as Document,
      upsert: true,
    },
  };
};
