import { afterAll, beforeAll } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { CallListMongoRepository } from './call-list.mongo.repository.js';
import { CALL_MODEL, type CallDocument, callSchema } from '../model/call.schema.js';
import { CallsMongoRepository } from '../model/calls.mongo.repository.js';
import { describeCallListRepository } from '../testing/call-list.repository.contract.js';
import { CallListMemoryRepository } from '../testing/call-list.memory.repository.js';
import { CallsMemoryRepository } from '../testing/calls.memory.repository.js';

let database: TestDatabase;
let mongo: { calls: CallsMongoRepository; lists: CallListMongoRepository };

beforeAll(async () => {
  database = await openTestDatabase();
  const model = database.connection.model<CallDocument>(CALL_MODEL, callSchema);
  await model.init();
  mongo = { calls: new CallsMongoRepository(model), lists: new CallListMongoRepository(model) };
}, 30_000);
afterAll(() => database.close());

describeCallListRepository('CallListMemoryRepository', async () => {
  const calls = new CallsMemoryRepository();
  return { calls, lists: new CallListMemoryRepository(calls) };
});
describeCallListRepository('CallListMongoRepository', async () => mongo);
