import { afterAll, beforeAll } from '@jest/globals';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { PeopleMongoRepository } from './people.mongo.repository.js';
import { PERSON_MODEL, personSchema, type PersonRecord } from './person.schema.js';
import { PeopleMemoryRepository } from './testing/people.memory.repository.js';
import { describePeopleRepository } from './testing/people.repository.contract.js';

describePeopleRepository('PeopleMemoryRepository', async () => new PeopleMemoryRepository());

let database: TestDatabase;
let model: Model<PersonRecord>;

beforeAll(async () => {
  database = await openTestDatabase();
  model = database.connection.model<PersonRecord>(PERSON_MODEL, personSchema);
  await model.init();
});

afterAll(() => database.close());

describePeopleRepository('PeopleMongoRepository', async () => {
  await model.deleteMany({});
  return new PeopleMongoRepository(model);
});
