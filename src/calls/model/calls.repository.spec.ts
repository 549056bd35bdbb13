import { afterAll, beforeAll } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { CallChangesMongoRepository } from '../events/call-changes.mongo.repository.js';
import { CALL_MODEL, type CallDocument, callSchema } from './call.schema.js';
import { CallsMongoRepository } from './calls.mongo.repository.js';
import { describeCallsRepository } from '../testing/calls.repository.contract.js';
import { describeChangedCalls } from '../testing/changed-calls.contract.js';
import { describeRequestedCalls } from '../testing/requested-calls.contract.js';
import { describeToldCalls } from '../testing/told-calls.contract.js';

let database: TestDatabase;
let mongo: { calls: CallsMongoRepository; changes: CallChangesMongoRepository };

beforeAll(async () => {
  database = await openTestDatabase();
  const model = database.connection.model<CallDocument>(CALL_MODEL, callSchema);
  await model.init();
  mongo = { calls: new CallsMongoRepository(model), changes: new CallChangesMongoRepository(model) };
});
afterAll(() => database.close());

describeCallsRepository('CallsMongoRepository', async () => mongo);
describeRequestedCalls('CallChangesMongoRepository', async () => mongo);
describeToldCalls('CallChangesMongoRepository', async () => mongo);
describeChangedCalls('CallChangesMongoRepository', async () => mongo);
