import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { SECRET_MODEL, type SecretDocument, secretSchema } from './secret.schema.js';
import { SecretsMongoRepository } from './secrets.mongo.repository.js';
import type { SecretsRepository } from './secrets.repository.js';
import { SecretsMemoryRepository } from './testing/secrets.memory.repository.js';

let database: TestDatabase;
let model: Model<SecretDocument>;

beforeAll(async () => {
  database = await openTestDatabase();
  model = database.connection.model<SecretDocument>(SECRET_MODEL, secretSchema);
});
afterAll(() => database.close());

const OPEN: [string, () => Promise<SecretsRepository>][] = [
  ['SecretsMemoryRepository', async () => new SecretsMemoryRepository()],
  [
    'SecretsMongoRepository',
    async () => {
      await model.deleteMany({});
      return new SecretsMongoRepository(model);
    },
  ],
];

describe.each(OPEN)('%s', (_, open) => {
  it('keeps the first record for all who start at once', async () => {
    const secrets = await open();
    const records = ['a', 'b', 'c'].map((mark) => ({ mark, made: `made-${mark}` }));
    const kept = await Promise.all(records.map((record) => secrets.keep(record)));
    expect(new Set(kept.map(({ mark }) => mark)).size).toBe(1);
    expect(records).toContainEqual(kept[0]);
    await expect(secrets.keep({ mark: 'later' })).resolves.toEqual(kept[0]);
  });

  it('keeps a mark alone', async () => {
    const secrets = await open();
    await expect(secrets.keep({ mark: 'x' })).resolves.toEqual({ mark: 'x' });
  });
});
