import { describe, expect, it, jest } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import { DatabaseIndexes } from './database-indexes.js';

const away = new mongoose.mongo.MongoNetworkError('connection 3 to 127.0.0.1:1 closed');
const refused = new Error('An equivalent index already exists with a different name');

/** A connection with one model, whose first attempt to make its indexes failed so. */
const connectionThat = (failure: Error, createIndexes: () => Promise<void>): Connection =>
  ({
    modelNames: () => ['Call'],
    model: () => ({
      init: async () => Promise.reject(failure),
      createIndexes,
      collection: { collectionName: 'calls' },
    }),
  }) as unknown as Connection;

describe('making the indexes', () => {
  it('is tried again while the database is away for a moment', async () => {
    const createIndexes = jest.fn<() => Promise<void>>();
    createIndexes.mockRejectedValueOnce(away).mockResolvedValueOnce();
    await new DatabaseIndexes(connectionThat(away, createIndexes)).onApplicationBootstrap();
    expect(createIndexes).toHaveBeenCalledTimes(2);
  }, 10_000);

  it('fails at once where the database refuses, and says which collection it was', async () => {
    const createIndexes = jest.fn<() => Promise<void>>();
    const indexes = new DatabaseIndexes(connectionThat(refused, createIndexes));
    await expect(indexes.onApplicationBootstrap()).rejects.toThrow(
      'The indexes of calls could not be made: An equivalent index already exists with a different name',
    );
    expect(createIndexes).not.toHaveBeenCalled();
  });
});
