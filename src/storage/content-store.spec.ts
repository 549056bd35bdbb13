import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { BUCKET, contentChunkSchema } from './content.schema.js';
import { ContentMongoStore } from './content-store.mongo.js';
import { ContentMemoryStore } from './testing/content.memory.store.js';
import { describeStore } from './testing/describe-store.js';
import { StoresService } from './stores.service.js';

let database: TestDatabase;
let mongo: ContentMongoStore;
beforeAll(async () => {
  database = await openTestDatabase();
  await database.connection.model('Chunk', contentChunkSchema).init();
  if (database.connection.db) mongo = new ContentMongoStore(database.connection.db);
});
afterAll(() => database.close());

const memory = new ContentMemoryStore();
describeStore(
  'ContentMemoryStore',
  () => memory,
  async (key) => memory.kept.has(key),
);
describeStore(
  'ContentMongoStore',
  () => mongo,
  async (key) =>
    (await database.connection.collection(`${BUCKET}.chunks`).countDocuments({ files_id: key })) > 0,
);

it('a store is opened once, and when it is asked for', async () => {
  let opened = 0;
  const stores = new StoresService({
    database: async () => {
      opened += 1;
      return memory;
    },
  });
  expect(opened).toBe(0);
  for (let n = 0; n < 2; n += 1) await expect(stores.get('database')).resolves.toBe(memory);
  expect(opened).toBe(1);
  await expect(stores.get('s3')).rejects.toThrow('the store s3 is not configured');
});
