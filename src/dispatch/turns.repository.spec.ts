import { afterAll, beforeAll } from '@jest/globals';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import { TurnsMemoryRepository } from './testing/turns.memory.repository.js';
import { describeTurnsRepository } from './testing/turns.repository.contract.js';
import { TURN_MODEL, type TurnDocument, turnSchema } from './turn.schema.js';
import { TurnsMongoRepository } from './turns.mongo.repository.js';

describeTurnsRepository('TurnsMemoryRepository', async () => new TurnsMemoryRepository());

let database: TestDatabase;
let model: Model<TurnDocument>;

beforeAll(async () => {
  database = await openTestDatabase();
  model = database.connection.model<TurnDocument>(TURN_MODEL, turnSchema);
  await model.init();
});

afterAll(() => database.close());

describeTurnsRepository('TurnsMongoRepository', async () => {
  await model.deleteMany({});
  return new TurnsMongoRepository(model);
});
