import { afterAll, beforeAll } from '@jest/globals';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { ApiKeysMemoryRepository } from '../testing/api-keys.memory.repository.js';
import { describeApiKeysRepository } from '../testing/api-keys.repository.contract.js';
import { API_KEY_MODEL, type ApiKeyDocument, apiKeySchema } from './api-key.schema.js';
import { ApiKeysMongoRepository } from './api-keys.mongo.repository.js';

describeApiKeysRepository('ApiKeysMemoryRepository', async () => new ApiKeysMemoryRepository());

let database: TestDatabase;
let model: Model<ApiKeyDocument>;

beforeAll(async () => {
  database = await openTestDatabase();
  model = database.connection.model<ApiKeyDocument>(API_KEY_MODEL, apiKeySchema);
  await model.init();
});
afterAll(() => database.close());

describeApiKeysRepository('ApiKeysMongoRepository', async () => {
  await model.deleteMany({});
  return new ApiKeysMongoRepository(model);
});
