import { afterAll, beforeAll } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { DoNotCallMemoryRepository } from '../testing/do-not-call.memory.repository.js';
import { describeDoNotCallRepository } from '../testing/do-not-call.repository.contract.js';
import { DoNotCallMongoRepository } from './do-not-call.mongo.repository.js';
import { DO_NOT_CALL_MODEL, type DoNotCallDocument, doNotCallSchema } from './do-not-call.schema.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

describeDoNotCallRepository('memory', async () => new DoNotCallMemoryRepository());
describeDoNotCallRepository('MongoDB', async () => {
  const entries = database.connection.model<DoNotCallDocument>(DO_NOT_CALL_MODEL, doNotCallSchema);
  await entries.deleteMany({});
  return new DoNotCallMongoRepository(entries);
});
