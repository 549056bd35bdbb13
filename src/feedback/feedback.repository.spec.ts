import { afterAll, beforeAll } from '@jest/globals';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { FeedbackMongoRepository } from './feedback.mongo.repository.js';
import { FEEDBACK_MODEL, feedbackSchema, type FeedbackRecord } from './feedback.schema.js';
import { FeedbackMemoryRepository } from './testing/feedback.memory.repository.js';
import { describeFeedbackRepository } from './testing/feedback.repository.contract.js';

describeFeedbackRepository('FeedbackMemoryRepository', async () => new FeedbackMemoryRepository());

let database: TestDatabase;
let model: Model<FeedbackRecord>;

beforeAll(async () => {
  database = await openTestDatabase();
  model = database.connection.model<FeedbackRecord>(FEEDBACK_MODEL, feedbackSchema);
  await model.init();
});

afterAll(() => database.close());

describeFeedbackRepository('FeedbackMongoRepository', async () => {
  await model.deleteMany({});
  return new FeedbackMongoRepository(model);
});
