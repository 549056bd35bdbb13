import { afterAll, beforeAll } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { AnalyticsMongoRepository } from './analytics.mongo.repository.js';
import {
  ENTRY_MODEL,
  type EntryDocument,
  entrySchema,
  GENERATIONS_MODEL,
  type GenerationsDocument,
  generationsSchema,
  SUMMARY_MODEL,
  type SummaryDocument,
  summarySchema,
} from './analytics.schema.js';
import { AnalyticsMemoryRepository } from './testing/analytics.memory.repository.js';
import { describeAnalyticsRepository } from './testing/analytics.repository.contract.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
}, 30_000);
afterAll(() => database.close());

describeAnalyticsRepository('AnalyticsMongoRepository', async () => {
  const { connection } = database;
  const models = [
    connection.model<EntryDocument>(ENTRY_MODEL, entrySchema),
    connection.model<SummaryDocument>(SUMMARY_MODEL, summarySchema),
    connection.model<GenerationsDocument>(GENERATIONS_MODEL, generationsSchema),
  ] as const;
  await Promise.all(models.map((model) => model.init()));
  await Promise.all(models.map((model) => model.collection.deleteMany({})));
  return new AnalyticsMongoRepository(...models);
});

describeAnalyticsRepository('AnalyticsMemoryRepository', async () => new AnalyticsMemoryRepository());
