import type { AnyBulkWriteOperation } from 'mongodb';
import type { Model } from 'mongoose';
import type { StaleQuarter } from './analytics.repository.js';
import type { EntryDocument } from './analytics.schema.js';
import { placeOf } from './place.js';
import { addTo, type Summary } from './summary.js';

const BATCH = 1000;

type GroupsByPlace = ReadonlyMap<string, Summary['groups']>;

/** The numbers of these quarter-hours, from all their entries, of which few are in memory at a time. */
export async function groupsOf(entries: Model<EntryDocument>, stale: StaleQuarter[]): Promise<GroupsByPlace> {
  const groups = new Map<string, Summary['groups']>(
    stale.map(({ generation, at }) => [placeOf(generation, at), {}]),
  );
  const found = entries
    .find({ places: { $in: [...groups.keys()] } }, { generation: 1, parts: 1 })
    .lean<Pick<EntryDocument, 'generation' | 'parts'>[]>()
    .cursor({ batchSize: BATCH });
  for await (const { generation, parts } of found as AsyncIterable<EntryDocument>) {
    for (const part of parts) {
      const own = groups.get(placeOf(generation, part.at));
      if (own) addTo(own, part);
    }
  }
  return groups;
}

/** Stores the numbers where the entries have not changed since. */
export const summing = (stale: StaleQuarter, groups: GroupsByPlace): AnyBulkWriteOperation => {
  const { _id, changes, $set } = written(stale, groups);
  return {
    updateOne: { filter: { _id, changes } as object, update: { $set, $unset: { stale: '' as const } } },
  };
};

/** Stores them also where the entries have changed since, but not over the numbers after later changes. */
export const summingLater = (stale: StaleQuarter, groups: GroupsByPlace): AnyBulkWriteOperation => {
  const { _id, changes, $set } = written(stale, groups);
  return { updateOne: { filter: { _id, summed: { $lt: changes } } as object, update: { $set } } };
};

const written = ({ generation, at, changes }: StaleQuarter, groups: GroupsByPlace) => {
  const _id = placeOf(generation, at);
  return { _id, changes, $set: { groups: groups.get(_id) ?? {}, summed: changes } };
};
