import { afterAll, beforeAll } from '@jest/globals';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { CALL_MODEL, type CallDocument, callSchema } from '../model/call.schema.js';
import { CallQueueMongoRepository } from './call-queue.mongo.repository.js';
import { CallChangesMongoRepository } from '../events/call-changes.mongo.repository.js';
import { CallChangesMemoryRepository } from '../testing/call-changes.memory.repository.js';
import { CallsMongoRepository } from '../model/calls.mongo.repository.js';
import { CallQueueMemoryRepository } from '../testing/call-queue.memory.repository.js';
import { describeCallQueueRepository } from '../testing/call-queue.repository.contract.js';
import { CallsMemoryRepository } from '../testing/calls.memory.repository.js';

describeCallQueueRepository('CallQueueMemoryRepository', async () => {
  const calls = new CallsMemoryRepository();
  return {
    calls,
    changes: new CallChangesMemoryRepository(calls),
    queue: new CallQueueMemoryRepository(calls),
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

describeCallQueueRepository('CallQueueMongoRepository', async () => {
  await model.deleteMany({});
  return {
    calls: new CallsMongoRepository(model),
    changes: new CallChangesMongoRepository(model),
    queue: new CallQueueMongoRepository(model),
  };
});
