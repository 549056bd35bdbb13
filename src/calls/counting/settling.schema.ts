import type { Document } from 'mongodb';
import type { CountedCall } from './uncounted.js';

/** One write that settles several calls. */
export interface Settling {
  filter: Document;
  update: Document[];
}

/** Those that were found at one version, and with one mark. */
const alike = (counted: CountedCall[]): CountedCall[][] => {
  const groups = new Map<string, CountedCall[]>();
  for (const each of counted) {
    const key = `${each.version} ${each.uncounted}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
};

const toSettling = (counted: CountedCall[]): Settling => {
  const ids = counted.map(({ id }) => id);
  const results = { $literal: counted.map((each) => each.results) };
  return {
    filter: { _id: { $in: ids }, version: counted[0]?.version, uncounted: counted[0]?.uncounted },
    update: [
      { $set: { results: { $arrayElemAt: [results, { $indexOfArray: [{ $literal: ids }, '$_id'] }] } } },
      { $unset: 'uncounted' },
    ],
  };
};

/** Few writes for many calls: a database takes far longer for as many of one call each. Each call has results of its own. */
export const settlings = (counted: CountedCall[]): Settling[] => alike(counted).map(toSettling);
