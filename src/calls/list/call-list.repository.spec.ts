import { afterAll, beforeAll } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { CallListMongoRepository } from './call-list.mongo.repository.js';
import { CALL_MODEL, type CallDocument, callSchema } from '../model/call.schema.js';
import { CallChangesMongoRepository } from '../events/call-changes.mongo.repository.js';
import type { CallChangesRepository } from '../events/call-changes.repository.js';
import { CallChangesMemoryRepository } from '../testing/call-changes.memory.repository.js';
import { describeCallListRepository } from '../testing/call-list.repository.contract.js';
import { CallListMemoryRepository } from '../testing/call-list.memory.repository.js';
import { CallsMemoryRepository } from '../testing/calls.memory.repository.js';

let database: TestDatabase;
let mongo: { changes: CallChangesRepository; lists: CallListMongoRepository };

beforeAll(async () => {
  database = await openTestDatabase();
  const model = database.connection.model<CallDocument>(CALL_MODEL, callSchema);
  await model.init();
  mongo = { changes: new CallChangesMongoRepository(model), lists: new CallListMongoRepository(model) };
}, 30_000);
afterAll(() => database.close());

describeCallListRepository('CallListMemoryRepository', async () => {
  const calls = new CallsMemoryRepository();
  return { changes: new CallChangesMemoryRepository(calls), lists: new CallListMemoryRepository(calls) };
});
describeCallListRepository('CallListMongoRepository', async () => mongo);
