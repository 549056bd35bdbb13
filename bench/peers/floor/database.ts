import { type Collection, MongoClient } from 'mongodb';
import { SETTINGS } from '../settings.js';

/** A document whose id is a text, as all of Atlas's are. */
export interface Stored {
  _id: string;
  // The floor is written by hand, and reads what it stored itself.
  // oxlint-disable-next-line typescript/no-explicit-any
  [field: string]: any;
}

const client = await MongoClient.connect(SETTINGS.mongoUri);

export const collection = (name: string): Collection<Stored> =>
  client.db(SETTINGS.mongoDb).collection<Stored>(name);

export const close = (): Promise<void> => client.close();
