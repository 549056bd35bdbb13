import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openTestDatabase, type TestDatabase } from '../../test/support/mongo.js';
import {
  IDEMPOTENCY_KEY_MODEL,
  type IdempotencyKeyDocument,
  idempotencyKeySchema,
} from './idempotency-key.schema.js';
import { FlightLease } from './flight-lease.js';
import { IdempotencyMongoRepository } from './idempotency.mongo.repository.js';
import { IdempotencyService } from './idempotency.service.js';
import { IdempotencyMemoryRepository } from './testing/idempotency.memory.repository.js';
import { describeIdempotencyRepository } from './testing/idempotency.repository.contract.js';
import { DialledThings, type Fate, type Made, SomeFailure } from './testing/made-once.js';

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

it('a key whose request was refused for now makes a new thing, and the failed one stays', async () => {
  const things = new DialledThings();
  const service = new IdempotencyService(repository, new FlightLease());
  let replays = 0;
  const request = {
    key: 'key-1',
    caller: 'everyone',
    route: 'POST /things',
    markReplayed: () => (replays += 1),
  };
  const make = (fate: Fate): Promise<Made> => service.once(request, { to: 'you' }, things.work(fate));
  await expect(make('refused for now')).rejects.toThrow(SomeFailure);
  await expect(make('refused for now')).rejects.toThrow(SomeFailure);
  const made = await make('accepted');
  await expect(make('refused for now')).resolves.toEqual(made);
  expect([...things.stored.values()]).toEqual(['refused for now', 'refused for now', 'accepted']);
  expect([replays, things.dialled.length]).toEqual([1, 3]);
});

it('keys are removed by the database a day after their last flight began', async () => {
  const indexes = await database.connection.collection('idempotency_keys').indexes();
  expect(indexes).toContainEqual(
    expect.objectContaining({ key: { claimedAt: 1 }, expireAfterSeconds: 86_400 }),
  );
});
