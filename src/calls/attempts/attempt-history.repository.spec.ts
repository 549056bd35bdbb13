import { afterAll, beforeAll } from '@jest/globals';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { CallChangesMongoRepository } from '../events/call-changes.mongo.repository.js';
import { CALL_MODEL, type CallDocument, callSchema } from '../model/call.schema.js';
import { AttemptHistoryMemoryRepository } from '../testing/attempt-history.memory.repository.js';
import { describeAttemptHistoryRepository } from '../testing/attempt-history.repository.contract.js';
import { CallChangesMemoryRepository } from '../testing/call-changes.memory.repository.js';
import { CallsMemoryRepository } from '../testing/calls.memory.repository.js';
import { AttemptHistoryMongoRepository } from './attempt-history.mongo.repository.js';

describeAttemptHistoryRepository('AttemptHistoryMemoryRepository', async () => {
  const calls = new CallsMemoryRepository();
  return {
    changes: new CallChangesMemoryRepository(calls),
    history: new AttemptHistoryMemoryRepository(calls),
  };
});

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
