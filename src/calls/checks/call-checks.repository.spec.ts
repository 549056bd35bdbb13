import { afterAll, beforeAll } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { CALL_MODEL, type CallDocument, callSchema } from '../model/call.schema.js';
import { CallChangesMongoRepository } from '../events/call-changes.mongo.repository.js';
import { CallChangesMemoryRepository } from '../testing/call-changes.memory.repository.js';
import { CallsMongoRepository } from '../model/calls.mongo.repository.js';
import { CallChecksMemoryRepository } from '../testing/call-checks.memory.repository.js';
import { describeCallChecksRepository, type OpenChecks } from '../testing/call-checks.repository.contract.js';
import { CallsMemoryRepository } from '../testing/calls.memory.repository.js';
import { CallChecksMongoRepository } from './call-checks.mongo.repository.js';

describeCallChecksRepository('CallChecksMemoryRepository', async () => {
  const calls = new CallsMemoryRepository();
  return {
    calls,
    changes: new CallChangesMemoryRepository(calls),
    checks: new CallChecksMemoryRepository(calls),
  };
});

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
