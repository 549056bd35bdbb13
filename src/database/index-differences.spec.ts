import { describe, expect, it } from '@jest/globals';
import { type Index, indexDifferences } from './index-differences.js';

const indexes: Index[] = [
  { key: { email: 1 }, unique: true },
  { key: { createdAt: -1, _id: -1 } },
  { key: { until: 1 }, expireAfterSeconds: 60 },
];
const ID: Index = { key: { _id: 1 } };
const against = (...existing: Index[]) => indexDifferences({ collection: 'users', indexes }, existing);

describe('the indexes of a collection', () => {
  it('are as they should be, whatever else is there', () => {
    const other = { key: { name: 1 }, unique: true };
    expect(against(ID, ...indexes.toReversed(), other)).toEqual({ missing: [], different: [] });
    expect(against(ID, { ...indexes[0]!, sparse: false }, ...indexes.slice(1)).different).toEqual([]);
  });

  it('are named where one is missing, or is of the same fields in another order or direction', () => {
    expect(against(ID, ...indexes.slice(1)).missing).toEqual(['users (email)']);
    for (const key of [
      { _id: -1, createdAt: -1 },
      { createdAt: 1, _id: -1 },
    ])
      expect(against(indexes[0]!, { key }, indexes[2]!).missing).toEqual(['users (createdAt, _id)']);
  });

  it.each<[string, Index[]]>([
    ['users (email)', [{ key: { email: 1 } }, indexes[1]!, indexes[2]!]],
    ['users (email)', [{ key: { email: 1 }, unique: true, sparse: true }, indexes[1]!, indexes[2]!]],
    ['users (createdAt, _id)', [indexes[0]!, { ...indexes[1]!, unique: true }, indexes[2]!]],
    ['users (until)', [indexes[0]!, indexes[1]!, { key: { until: 1 }, expireAfterSeconds: 61 }]],
    ['users (until)', [indexes[0]!, indexes[1]!, { key: { until: 1 } }]],
  ])('are named where they differ: %s', (name, existing) => {
    expect(against(...existing)).toEqual({ missing: [], different: [name] });
  });
});
