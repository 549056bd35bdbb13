import { afterAll, beforeAll } from '@jest/globals';
import type { Model } from 'mongoose';
import { openTestDatabase, type TestDatabase } from '../../../test/support/mongo.js';
import { describeLanesRepository } from '../testing/lanes.repository.contract.js';
import { LANE_MODEL, type LaneDocument, laneSchema } from './lane.schema.js';
import { LanesMongoRepository } from './lanes.mongo.repository.js';

let database: TestDatabase;
let model: Model<LaneDocument>;

beforeAll(async () => {
  database = await openTestDatabase();
  model = database.connection.model<LaneDocument>(LANE_MODEL, laneSchema);
  await model.init();
});
afterAll(() => database.close());

describeLanesRepository('LanesMongoRepository', async () => {
  await model.deleteMany({});
  return new LanesMongoRepository(model);
});
