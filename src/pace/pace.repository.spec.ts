import { afterAll, beforeAll } from '@jest/globals';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { PaceMongoRepository } from './pace.mongo.repository.js';
import { PACE_MODEL, type PaceDocument, paceSchema } from './pace.schema.js';
import { PaceMemoryRepository } from './testing/pace.memory.repository.js';
import { describePaceRepository } from './testing/pace.repository.contract.js';

describePaceRepository('PaceMemoryRepository', async () => new PaceMemoryRepository());

let database: TestDatabase;
let model: Model<PaceDocument>;

beforeAll(async () => {
  database = await openTestDatabase();
  model = database.connection.model<PaceDocument>(PACE_MODEL, paceSchema);
  await model.init();
});

afterAll(() => database.close());

describePaceRepository('PaceMongoRepository', async () => {
  await model.deleteMany({});
  const paces = new PaceMongoRepository(model);
  await paces.open();
  return paces;
});
