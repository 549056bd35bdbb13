import { afterAll, beforeAll } from '@jest/globals';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { DispatcherMongoRepository } from './dispatcher.mongo.repository.js';
import { DISPATCHER_MODEL, type DispatcherDocument, dispatcherSchema } from './dispatcher.schema.js';
import { DispatcherMemoryRepository } from './testing/dispatcher.memory.repository.js';
import { describeDispatcherRepository } from './testing/dispatcher.repository.contract.js';

describeDispatcherRepository('DispatcherMemoryRepository', async () => new DispatcherMemoryRepository());

let database: TestDatabase;
let model: Model<DispatcherDocument>;

beforeAll(async () => {
  database = await openTestDatabase();
  model = database.connection.model<DispatcherDocument>(DISPATCHER_MODEL, dispatcherSchema);
  await model.init();
});
afterAll(() => database.close());

describeDispatcherRepository('DispatcherMongoRepository', async () => {
  await model.deleteMany({});
  return new DispatcherMongoRepository(model);
});
