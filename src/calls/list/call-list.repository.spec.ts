import { afterAll, beforeAll } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { CallListMongoRepository } from './call-list.mongo.repository.js';
import { CALL_MODEL, type CallDocument, callSchema } from '../model/call.schema.js';
import { CallChangesMongoRepository } from '../events/call-changes.mongo.repository.js';
import type { CallChangesRepository } from '../events/call-changes.repository.js';
import { describeCallListRepository } from '../testing/call-list.repository.contract.js';

let database: TestDatabase;
let mongo: { changes: CallChangesRepository; lists: CallListMongoRepository };

beforeAll(async () => {
  database = await openTestDatabase();
  const model = database.connection.model<CallDocument>(CALL_MODEL, callSchema);
  await model.init();
  mongo = { changes: new CallChangesMongoRepository(model), lists: new CallListMongoRepository(model) };
}, 30_000);
afterAll(() => database.close());

describeCallListRepository('CallListMongoRepository', async () => mongo);
