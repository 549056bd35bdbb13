import { MongoClient } from 'mongodb';
import type { Environment } from '../config/environment.js';
import { DatabaseSource } from './database-source.js';

/** What an operator may want to know of the database. */
export interface DatabaseFacts {
  description: string;
  version: string;
  /** Change streams need a replica set, or a cluster of them. */
  hasChangeStreams: boolean;
  /** Those of Atlas's collections that have no index but their own id. */
  withoutIndexes: string[];
}

const hasChangeStreamsIn = (hello: object): boolean =>
  'setName' in hello || ('msg' in hello && hello.msg === 'isdbgrid');

/** What is slow, or not unique, without them. */
const NEED_INDEXES = new Set(['calls', 'users', 'api_keys', 'people', 'audit_entries', 'unmatched_events']);

/** Asks the database, also beside an Atlas that runs, and changes nothing. Fails where it cannot be reached. */
export const examineDatabase = async (environment: Environment): Promise<DatabaseFacts> => {
  const source = new DatabaseSource(environment);
  try {
    const uri = await source.open();
    const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
    try {
      const db = client.db(environment.mongoDb);
      const { version } = (await db.admin().buildInfo()) as { version: string };
      const hello = await db.admin().command({ hello: 1 });
      const collections = (await db.listCollections({}, { nameOnly: true }).toArray()).filter(({ name }) =>
        NEED_INDEXES.has(name),
      );
      const withoutIndexes: string[] = [];
      for (const { name } of collections)
        if ((await db.collection(name).indexes()).length < 2) withoutIndexes.push(name);
      return {
        description: source.description,
        version,
        hasChangeStreams: hasChangeStreamsIn(hello),
        withoutIndexes,
      };
    } finally {
      await client.close();
    }
  } finally {
    await source.close();
  }
};
