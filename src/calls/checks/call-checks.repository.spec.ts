import { afterAll, beforeAll } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { CALL_MODEL, type CallDocument, callSchema } from '../model/call.schema.js';
import { CallChangesMongoRepository } from '../events/call-changes.mongo.repository.js';
import { CallsMongoRepository } from '../model/calls.mongo.repository.js';
import { describeCallChecksRepository, type OpenChecks } from '../testing/call-checks.repository.contract.js';
import { CallChecksMongoRepository } from './call-checks.mongo.repository.js';

let database: TestDatabase;
let stored: Awaited<ReturnType<OpenChecks>>;

beforeAll(async () => {
  database = await openTestDatabase();
  const model = database.connection.model<CallDocument>(CALL_MODEL, callSchema);
  await model.init();
  stored = {
    calls: new CallsMongoRepository(model),
    changes: new CallChangesMongoRepository(model),
    checks: new CallChecksMongoRepository(model),
  };
});
afterAll(() => database.close());

describeCallChecksRepository('CallChecksMongoRepository', async () => stored);
