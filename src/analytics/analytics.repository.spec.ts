import { afterAll, beforeAll } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { AnalyticsMongoRepository } from './analytics.mongo.repository.js';
import { analyticsModels } from './testing/analytics-models.js';
import { AnalyticsMemoryRepository } from './testing/analytics.memory.repository.js';
import { describeAnalyticsRepository } from './testing/analytics.repository.contract.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
}, 30_000);
afterAll(() => database.close());

describeAnalyticsRepository('AnalyticsMongoRepository', async () => {
  const models = analyticsModels(database.connection);
  await Promise.all(models.map((model) => model.init()));
  await Promise.all(models.map((model) => model.collection.deleteMany({})));
  return new AnalyticsMongoRepository(...models);
});

describeAnalyticsRepository('AnalyticsMemoryRepository', async () => new AnalyticsMemoryRepository());
