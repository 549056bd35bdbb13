import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import {
  IDEMPOTENCY_KEY_MODEL,
  type IdempotencyKeyDocument,
  idempotencyKeySchema,
} from './idempotency-key.schema.js';
import { IdempotencyMongoRepository } from './idempotency.mongo.repository.js';
import { IdempotencyMemoryRepository } from './testing/idempotency.memory.repository.js';
import { describeIdempotencyRepository } from './testing/idempotency.repository.contract.js';

describeIdempotencyRepository('IdempotencyMemoryRepository', async () => new IdempotencyMemoryRepository());

let database: TestDatabase;
let repository: IdempotencyMongoRepository;

beforeAll(async () => {
  database = await openTestDatabase();
  const model = database.connection.model<IdempotencyKeyDocument>(
    IDEMPOTENCY_KEY_MODEL,
    idempotencyKeySchema,
  );
  await model.init();
  repository = new IdempotencyMongoRepository(model);
});
afterAll(() => database.close());

describeIdempotencyRepository('IdempotencyMongoRepository', async () => repository);

it('keys are removed by the database a day after their last flight began', async () => {
  const indexes = await database.connection.collection('idempotency_keys').indexes();
  expect(indexes).toContainEqual(
    expect.objectContaining({ key: { claimedAt: 1 }, expireAfterSeconds: 86_400 }),
  );
});
