import { type Collection, MongoClient } from 'mongodb';
import { SETTINGS } from '../settings.js';

const client = await MongoClient.connect(SETTINGS.mongoUri);

export const collection = <T extends { _id: string }>(name: string): Collection<T> =>
  client.db(SETTINGS.mongoDb).collection<T>(name);

export const close = (): Promise<void> => client.close();
