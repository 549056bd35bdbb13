import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { FeedbackMongoRepository } from './feedback.mongo.repository.js';
import { FEEDBACK_MODEL, feedbackSchema, type FeedbackRecord } from './feedback.schema.js';
import { feedbackOn } from './testing/feedback.factory.js';
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

describe('FeedbackMongoRepository, where the server', () => {
  const failOnce = (error: Error): void => {
    jest.spyOn(model.collection, 'updateOne').mockRejectedValueOnce(error);
  };

  it('refuses the slower of two first writers, writes again', async () => {
    failOnce(Object.assign(new Error('E11000'), { code: 11000, keyPattern: { _id: 1 } }));
    const given = feedbackOn();
    await expect(new FeedbackMongoRepository(model).save(given)).resolves.toStrictEqual(given);
  });

  it('fails in another way, fails as it does', async () => {
    failOnce(new Error('connection lost'));
    const saving = new FeedbackMongoRepository(model).save(feedbackOn());
    await expect(saving).rejects.toThrow('connection lost');
  });
});
