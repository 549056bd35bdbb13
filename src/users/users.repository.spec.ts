import { afterAll, beforeAll } from '@jest/globals';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { UsersMemoryRepository } from './testing/users.memory.repository.js';
import { describeUsersRepository } from './testing/users.repository.contract.js';
import { USER_MODEL, userSchema, type UserRecord } from './user.schema.js';
import { UsersMongoRepository } from './users.mongo.repository.js';

describeUsersRepository('UsersMemoryRepository', async () => new UsersMemoryRepository());

let database: TestDatabase;
let model: Model<UserRecord>;

beforeAll(async () => {
  database = await openTestDatabase();
  model = database.connection.model<UserRecord>(USER_MODEL, userSchema);
  await model.init();
});

afterAll(() => database.close());

describeUsersRepository('UsersMongoRepository', async () => {
  await model.deleteMany({});
  return new UsersMongoRepository(model);
});
