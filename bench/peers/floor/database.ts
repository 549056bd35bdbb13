import { type Collection, type Document, MongoClient } from 'mongodb';
import { SETTINGS } from '../settings.js';

/** A document whose id is a text, as all of Atlas's are. Its fields are as they were stored. */
export interface Stored extends Document {
  _id: string;
}

const client = await MongoClient.connect(SETTINGS.mongoUri);

export const collection = (name: string): Collection<Stored> =>
  client.db(SETTINGS.mongoDb).collection<Stored>(name);

export const close = (): Promise<void> => client.close();
