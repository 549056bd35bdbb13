import { afterAll, beforeAll } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { CALL_MODEL, type CallDocument, callSchema } from './call.schema.js';
import { CallsMongoRepository } from './calls.mongo.repository.js';
import { CallsMemoryRepository } from '../testing/calls.memory.repository.js';
import { describeCallsRepository } from '../testing/calls.repository.contract.js';

describeCallsRepository('CallsMemoryRepository', async () => new CallsMemoryRepository());

let database: TestDatabase;
let repository: CallsMongoRepository;

beforeAll(async () => {
  database = await openTestDatabase();
  const model = database.connection.model<CallDocument>(CALL_MODEL, callSchema);
  await model.init();
  repository = new CallsMongoRepository(model);
});
afterAll(() => database.close());

describeCallsRepository('CallsMongoRepository', async () => repository);
