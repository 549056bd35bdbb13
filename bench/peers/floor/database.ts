import { type Collection, MongoClient } from 'mongodb';
import { SETTINGS } from '../settings.js';

/** As Atlas asks it: what is acknowledged is on disk, and what is read stays true. */
const LASTING = { w: 'majority', journal: true, readConcernLevel: 'majority' } as const;

const client = await MongoClient.connect(SETTINGS.mongoUri, LASTING);

export const collection = <T extends { _id: string }>(name: string): Collection<T> =>
  client.db(SETTINGS.mongoDb).collection<T>(name);

export const close = (): Promise<void> => client.close();
