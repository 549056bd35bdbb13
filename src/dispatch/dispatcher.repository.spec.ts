import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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

describe('a database that answers late', () => {
  it('fails who leads, or is to lead, and is waited for by all others', async () => {
    const lateSchema = dispatcherSchema.clone().pre(/^findOne/, () => delay(1_600));
    const late = database.connection.model<DispatcherDocument>(
      'LateDispatcher',
      lateSchema,
      model.collection.name,
    );
    await model.deleteMany({});
    await model.create({ _id: 'dispatcher', term: 'a', beat: 0, faults: 0, now: new Date() });
    const dispatchers = new DispatcherMongoRepository(late);

    const record = await dispatchers.find();
    const soon = [
      dispatchers.look(false),
      dispatchers.look(true),
      dispatchers.take(record, 'b', 'two'),
      dispatchers.confirm('a'),
    ];
    for (const asked of soon) asked.catch(() => undefined);
    for (const asked of soon) await expect(asked).rejects.toThrow('no answer within 1500 ms');
    await expect(dispatchers.setPaused(true)).resolves.toMatchObject({ pausedAt: expect.any(Date) });
  }, 20_000);
});
