import type { Document } from 'mongodb';
import type { Model } from 'mongoose';
import type { EntryDocument } from './analytics.schema.js';
import { idsIn, insertNew } from '../database/insert-new.js';
import { placeOf } from './place.js';
import type { Entry } from './summary.js';

const toDocument = (generation: number, { callId, version, parts, notesAt }: Entry): EntryDocument => ({
  _id: `${generation}:${callId}`,
  generation,
  callId,
  version,
  parts,
  places: [...new Set(parts.map(({ at }) => placeOf(generation, at)))],
  ...(notesAt !== undefined && { notesAt }),
});

/** The same version again, with feedback that was given meanwhile. A later one is not found, and is not replaced. */
const replacing = ({ _id, version, parts, places, notesAt }: EntryDocument): Document => ({
  updateOne: {
    filter: { _id, version: { $lte: version } },
    update: {
      $set: { version, parts, ...(notesAt !== undefined && { notesAt }) },
      ...(notesAt === undefined && { $unset: { notesAt: '' } }),
      $addToSet: { places: { $each: places } },
    },
  },
});

/**
 * Puts entries where no later version is. Answers each quarter-hour that any entry of these calls has or had a part in,
 * also those that another version of them had: they are read after all is put.
 */
export async function putEntries(
  entries: Model<EntryDocument>,
  generation: number,
  given: Entry[],
): Promise<string[]> {
  const documents = given.map((entry) => toDocument(generation, entry));
  const known = await idsIn(
    entries,
    documents.map(({ _id }) => _id),
  );
  const fresh = documents.filter(({ _id }) => !known.has(_id));
  // One that another has put meanwhile is there by now.
  const taken = await insertNew(entries, fresh);
  const there = [...documents.filter(({ _id }) => known.has(_id)), ...taken];
  const places = [...documents, ...(await replaced(entries, there))].flatMap((each) => each.places);
  return [...new Set(places)];
}

/** None is inserted: who deletes a set reads none of it. */
async function replaced(
  entries: Model<EntryDocument>,
  there: EntryDocument[],
): Promise<Pick<EntryDocument, 'places'>[]> {
  if (there.length === 0) return [];
  await entries.collection.bulkWrite(there.map(replacing) as never[], { ordered: false });
  return entries
    .find({ _id: { $in: there.map(({ _id }) => _id) } }, { places: 1 })
    .lean<Pick<EntryDocument, 'places'>[]>();
}
