import { afterAll, beforeAll } from '@jest/globals';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { describeWindowsRepository } from './testing/windows.repository.contract.js';
import { WindowsMemoryRepository } from './testing/windows.memory.repository.js';
import { WINDOW_MODEL, type WindowDocument, windowSchema } from './window.schema.js';
import { WindowsMongoRepository } from './windows.mongo.repository.js';

let database: TestDatabase;
let model: Model<WindowDocument>;

beforeAll(async () => {
  database = await openTestDatabase();
  model = database.connection.model<WindowDocument>(WINDOW_MODEL, windowSchema);
  await model.init();
});
afterAll(() => database.close());

describeWindowsRepository('WindowsMemoryRepository', () => new WindowsMemoryRepository(), 100);
describeWindowsRepository('WindowsMongoRepository', () => new WindowsMongoRepository(model), 15);
