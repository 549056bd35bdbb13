/** An index as a schema asks for it, and as the database describes it: its fields in their order, and its options. */
export interface Index {
  key: Record<string, unknown>;
  unique?: boolean;
  sparse?: boolean;
  expireAfterSeconds?: number;
}

/** What is to be there of one collection. */
export interface ExpectedIndexes {
  collection: string;
  indexes: readonly Index[];
}

/** The fields in their order: an index of the same ones in another order is another. */
const fieldsOf = ({ key }: Index): string => JSON.stringify(key);

const optionsOf = ({ unique = false, sparse = false, expireAfterSeconds }: Index): string =>
  JSON.stringify([unique, sparse, expireAfterSeconds]);

const nameOf = (collection: string, { key }: Index): string =>
  `${collection} (${Object.keys(key).join(', ')})`;

/** Which indexes a collection lacks, and which of the same fields are of another sort; others are nobody's business. */
export const indexDifferences = (
  { collection, indexes }: ExpectedIndexes,
  existing: readonly Index[],
): { missing: string[]; different: string[] } => {
  const found = new Map(existing.map((index) => [fieldsOf(index), index]));
  const [missing, different]: [string[], string[]] = [[], []];
  for (const index of indexes) {
    const same = found.get(fieldsOf(index));
    if (!same) missing.push(nameOf(collection, index));
    else if (optionsOf(same) !== optionsOf(index)) different.push(nameOf(collection, index));
  }
  return { missing, different };
};
