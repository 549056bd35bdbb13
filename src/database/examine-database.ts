import { type Db, MongoClient } from 'mongodb';
import type { Environment } from '../config/environment.js';
import { DatabaseSource } from './database-source.js';
import { type ExpectedIndexes, indexDifferences } from './index-differences.js';

/** What an operator may want to know of the database. */
export interface DatabaseFacts {
  description: string;
  version: string;
  /** Change streams need a replica set, or a cluster of them. */
  hasChangeStreams: boolean;
  /** Of the indexes that were asked for; none are missing of a database that Atlas never used. */
  missingIndexes: string[];
  /** Those that are there, and of another sort: Atlas cannot make its own beside them. */
  differentIndexes: string[];
}

const hasChangeStreamsIn = (hello: object): boolean =>
  'setName' in hello || ('msg' in hello && hello.msg === 'isdbgrid');

const indexesIn = async (
  db: Db,
  expected: readonly ExpectedIndexes[],
): Promise<Pick<DatabaseFacts, 'missingIndexes' | 'differentIndexes'>> => {
  const names = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
  // A database in which nothing is Atlas's yet gets all of them at the first start.
  const looked = expected.some(({ collection }) => names.has(collection)) ? expected : [];
  const differences = await Promise.all(
    looked.map(async (each) =>
      indexDifferences(
        each,
        names.has(each.collection) ? await db.collection(each.collection).indexes() : [],
      ),
    ),
  );
  return {
    missingIndexes: differences.flatMap(({ missing }) => missing),
    differentIndexes: differences.flatMap(({ different }) => different),
  };
};

/** Asks the database, also beside an Atlas that runs, and changes nothing. Fails where it cannot be reached. */
export const examineDatabase = async (
  environment: Environment,
  expected: readonly ExpectedIndexes[],
): Promise<DatabaseFacts> => {
  const source = new DatabaseSource(environment);
  try {
    const uri = await source.open();
    const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
    try {
      const db = client.db(environment.mongoDb);
      const { version } = (await db.admin().buildInfo()) as { version: string };
      const hello = await db.admin().command({ hello: 1 });
      return {
        description: source.description,
        version,
        hasChangeStreams: hasChangeStreamsIn(hello),
        ...(await indexesIn(db, expected)),
      };
    } finally {
      await client.close();
    }
  } finally {
    await source.close();
  }
};
