import { afterAll, beforeAll } from '@jest/globals';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { CallChangesMongoRepository } from '../events/call-changes.mongo.repository.js';
import { CALL_MODEL, type CallDocument, callSchema } from '../model/call.schema.js';
import { describeAttemptHistoryRepository } from '../testing/attempt-history.repository.contract.js';
import { AttemptHistoryMongoRepository } from './attempt-history.mongo.repository.js';

let database: TestDatabase;
let model: Model<CallDocument>;

beforeAll(async () => {
  database = await openTestDatabase();
  model = database.connection.model<CallDocument>(CALL_MODEL, callSchema);
  await model.init();
});
afterAll(() => database.close());

describeAttemptHistoryRepository('AttemptHistoryMongoRepository', async () => {
  await model.deleteMany({});
  return {
    changes: new CallChangesMongoRepository(model),
    history: new AttemptHistoryMongoRepository(model),
  };
});
